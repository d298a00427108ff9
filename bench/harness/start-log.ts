/** Seconds after its beginning by which each phase of `npm start` was over. */
export interface StartPhases {
  redis: number;
  mongodb: number;
  rabbitmq: number;
  /** The last of the services. */
  services: number;
  'demo data': number;
  ready: number;
}

/**
 * Reads what `npm start` has written: a line for each step, `  12.2 s  gateway is ready at …`.
 * @throws Error when a phase is missing
 */
export function phasesOf(lines: readonly string[]): StartPhases {
  const steps = lines.flatMap((line) => {
    const [, seconds, text] = /^\s*(\d+\.\d) s {2}(.*)$/.exec(line) ?? [];
    return seconds !== undefined && text !== undefined ? [{ seconds: Number(seconds), text }] : [];
  });
  const last = (phase: string, pattern: RegExp): number => {
    const found = steps.filter(({ text }) => pattern.test(text)).map(({ seconds }) => seconds);
    if (found.length === 0) throw new Error(`npm start told nothing of ${phase}:\n${lines.join('\n')}`);
    return Math.max(...found);
  };
  const ready = lines.flatMap((line) => /^ready in (\d+\.\d) s/.exec(line)?.[1] ?? [])[0];
  if (ready === undefined) throw new Error(`npm start was not ready:\n${lines.join('\n')}`);
  return {
    redis: last('Redis', /^Redis is ready/),
    mongodb: last('MongoDB', /^MongoDB is ready/),
    rabbitmq: last('RabbitMQ', /^RabbitMQ is ready/),
    services: last('the services', /^[a-z-]+ is ready at /),
    'demo data': last('the demo data', /^demo data/),
    ready: Number(ready),
  };
}
