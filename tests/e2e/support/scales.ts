import type { CDPSession, Page } from "@playwright/test";

/** What a page takes of the browser. */
export type Size = { memory: number; nodes: number; listeners: number; timers: number };

/**
 * Counts timers that are set and neither over nor taken back, and finds the app's own memory. The clock of
 * Playwright numbers its timers from 10¹² on, which no browser does and which wasm cuts off: here they begin with 1.
 */
function count(): void {
  const counted = window as typeof window & { waiting: Map<number, number>; wasm: WebAssembly.Memory[] };
  counted.waiting = new Map();
  counted.wasm = [];
  let last = 0;
  for (const name of ["setTimeout", "setInterval"] as const) {
    const set = window[name] as (handler: TimerHandler, ms?: number, ...more: unknown[]) => number;
    const once = name === "setTimeout";
    Object.assign(window, {
      [name]: (handler: () => void, ms?: number, ...more: unknown[]) => {
        const run = (...args: []) => {
          if (once) counted.waiting.delete(id);
          handler(...args);
        };
        last += 1;
        const id = last;
        counted.waiting.set(id, set(run, ms, ...more));
        return id;
      },
    });
  }
  for (const name of ["clearTimeout", "clearInterval"] as const) {
    const clear = window[name];
    Object.assign(window, {
      [name]: (id?: number) => {
        clear(counted.waiting.get(id!));
        counted.waiting.delete(id!);
      },
    });
  }
  for (const name of ["instantiate", "instantiateStreaming"] as const) {
    const start = WebAssembly[name] as (...args: unknown[]) => Promise<any>;
    Object.assign(WebAssembly, {
      [name]: async (...args: unknown[]) => {
        const started = await start.apply(WebAssembly, args);
        const memory = (started.instance ?? started).exports.memory;
        if (memory) counted.wasm.push(memory);
        return started;
      },
    });
  }
}

/** Measures a page from its beginning: make it before the page is opened and after its clock is installed. */
export class Scales {
  private constructor(
    private readonly page: Page,
    private readonly browser: CDPSession,
  ) {}

  static async under(page: Page): Promise<Scales> {
    await page.addInitScript(count);
    return new Scales(page, await page.context().newCDPSession(page));
  }

  /** What is left when everything that nobody needs is gone. */
  async size(): Promise<Size> {
    for (let again = 0; again < 3; again += 1) await this.browser.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.browser.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await this.browser.send("Memory.getDOMCounters");
    const { wasm, timers } = await this.page.evaluate(() => {
      const { waiting, wasm } = window as typeof window & { waiting: Map<number, number>; wasm: WebAssembly.Memory[] };
      return { timers: waiting.size, wasm: wasm.map((memory) => memory.buffer.byteLength) };
    });
    if (wasm.length === 0) throw new Error("the app's memory was not found");
    return { memory: usedSize + Math.max(...wasm), nodes, listeners: jsEventListeners, timers };
  }
}
