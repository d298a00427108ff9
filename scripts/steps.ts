/** One line per step with the seconds since the command began. */
export function stepPrinter() {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  return {
    seconds,
    step: (line: string) => console.log(`${seconds().toFixed(1).padStart(6)} s  ${line}`),
  };
}
