import express, { Router } from 'express';
import { newFaultSchema } from '../faults/fault.ts';
import { type FaultList } from '../faults/fault-list.ts';
import { type EmulatedProvider } from '../provider.ts';
import { ControlError, parsedControl } from './control-errors.ts';
import { statusPage } from './status-page.ts';

/** Arming faults, reset, and the page for people. */
export function controlRoutes(providers: readonly EmulatedProvider[], faults: FaultList): Router {
  const router = Router();
  router.use('/emulator', express.json());

  router.post('/emulator/faults', (req, res) => {
    const fault = parsedControl(newFaultSchema, req.body);
    const provider = providers.find(({ name }) => name === fault.provider);
    if (!provider) {
      const names = providers.map(({ name }) => name).join(', ');
      throw new ControlError(
        400,
        'VALIDATION_FAILED',
        `There is no such provider; there are: ${names}.`,
        'provider',
      );
    }
    const supported = provider.supportedFaults[fault.on];
    if (!supported.includes(fault.kind)) {
      const kinds = supported.length === 0 ? 'none' : supported.join(', ');
      const message = `${fault.provider} cannot do this on the ${fault.on} side; it can do: ${kinds}.`;
      throw new ControlError(400, 'VALIDATION_FAILED', message, 'kind');
    }
    res.status(201).json(faults.add(fault));
  });

  router.get('/emulator/faults', (_req, res) => {
    res.json({ faults: faults.list() });
  });

  router.delete('/emulator/faults', (_req, res) => {
    res.json({ removed: faults.clear() });
  });

  router.post('/emulator/reset', (_req, res) => {
    faults.clear();
    for (const provider of providers) provider.reset();
    res.status(204).end();
  });

  router.get('/', (_req, res) => {
    res.type('html').send(statusPage(providers, faults.list()));
  });
  return router;
}
