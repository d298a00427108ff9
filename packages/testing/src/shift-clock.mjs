// Preloaded (`node --import`) into a process whose wall clock is to be off: CLOCK_SKEW_MS from the beginning, and
// CLOCK_STEP_MS more with each SIGUSR2, as when somebody sets the clock. Monotonic time stays what it is.
const TrueDate = Date;
let offsetMs = Number(process.env.CLOCK_SKEW_MS ?? 0);

globalThis.Date = class extends TrueDate {
  constructor(...given) {
    super(...(given.length === 0 ? [TrueDate.now() + offsetMs] : given));
  }
  static now() {
    return TrueDate.now() + offsetMs;
  }
};

if (process.env.CLOCK_STEP_MS !== undefined)
  process.on('SIGUSR2', () => (offsetMs += Number(process.env.CLOCK_STEP_MS)));
