// The system's Chromium, told by `cargo xtask`, and a place with summer time.
export const browser = {
  locale: "en-GB",
  timezoneId: "Europe/Copenhagen",
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    executablePath: process.env.CHROMIUM,
    args: [
      ...(process.env.IS_ROOT ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
