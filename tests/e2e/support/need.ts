/** A variable that `cargo xtask` sets. */
export function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with "cargo xtask test e2e" or "cargo xtask test hosting"`);
  return value;
}
