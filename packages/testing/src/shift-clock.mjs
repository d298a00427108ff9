// Preloaded (`node --import`) into a process whose wall clock is to be off: CLOCK_SKEW_MS from the beginning, and
// CLOCK_STEP_MS more with each SIGUSR2, as when somebody sets the clock. Monotonic time stays what it is.
const TrueDate = Date;
let offsetMs = Number(process.env.CLOCK_SKEW_MS);
const now = () => TrueDate.now() + offsetMs;

// A proxy, not a subclass: libraries know Date by its name and by its prototype.
globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new TrueDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

process.on('SIGUSR2', () => (offsetMs += Number(process.env.CLOCK_STEP_MS)));
