import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { ControlError, controlErrors } from './control/control-errors.ts';
import { controlRoutes } from './control/control.routes.ts';
import { FaultList } from './faults/fault-list.ts';
import { RazorpayProvider } from './razorpay/razorpay.provider.ts';
import {
  parsedSettings,
  parsedWebhookUrl,
  settingsSchema,
  type ProviderEmulatorOptions,
} from './settings.ts';
import { SmsProvider } from './sms/sms.provider.ts';

export type { ProviderEmulatorOptions } from './settings.ts';

export interface ProviderEmulator {
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Where Razorpay's webhooks go from now on; `null` sends none. */
  setWebhookUrl(url: string | null): void;
  /** Drops held requests and pending webhook retries and closes the port. */
  stop(): Promise<void>;
}

/**
 * Starts the emulated providers on one port, state in memory.
 * @throws Error naming the setting that is wrong, or Node's EADDRINUSE
 */
export async function startProviderEmulator(options: ProviderEmulatorOptions): Promise<ProviderEmulator> {
  const settings = parsedSettings(settingsSchema, options);
  const faults = new FaultList();
  const razorpay = new RazorpayProvider(settings.razorpay, faults);
  const providers = [razorpay, new SmsProvider(faults)];

  const app = express();
  app.disable('x-powered-by');
  app.use(controlRoutes(providers, faults));
  for (const provider of providers) app.use(provider.router);
  app.use(() => {
    throw new ControlError(404, 'NOT_FOUND', 'The emulator has no such path; see its README.');
  });
  app.use(controlErrors);

  const server = createServer(app);
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    port,
    setWebhookUrl: (url) => razorpay.setWebhookUrl(parsedWebhookUrl(url)),
    stop: async () => {
      for (const provider of providers) provider.reset();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
