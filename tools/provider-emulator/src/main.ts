import { startProviderEmulator } from './index.ts';
import { settingsFromEnvironment } from './settings.ts';

const log = (msg: string, fields: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ level: 'info', service: 'provider-emulator', msg, ...fields }));

const emulator = await startProviderEmulator(settingsFromEnvironment(process.env));
log('listening', { url: emulator.url });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('stopping', { signal });
    void emulator.stop();
  });
}
