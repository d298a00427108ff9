import type { IdempotencyStore } from '@chowk/idempotency';
import { claimIdOf, created, type DataReply, type IdempotentRequest } from '@chowk/runtime/http';
import type { z } from 'zod';
import type { Lead } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';
import type { AdmitLead, LeadTarget } from '../use-cases/admit-lead.ts';
import type { RecordLead } from '../use-cases/record-lead.ts';
import type { RevealOwner } from '../use-cases/reveal-owner.ts';
import { leadActivityView, type leadActivitySchema } from './scan.view.ts';
import type { revealSchema } from './scanned-car.view.ts';

interface LeadAnswer {
  activity: z.output<typeof leadActivitySchema>;
  reveal: z.output<typeof revealSchema>;
}

/**
 * The answer to a lead, of the app and of the page. The owner's view is not part of the stored answer: a
 * repeated request gets it fresh, and none once its time is over.
 * @throws AppError those of AdmitLead; nothing is recorded then
 */
export type LeaveLead = (
  left: { target: LeadTarget; lead: Lead; visit: Visit },
  visitorId: string,
  request: IdempotentRequest | undefined,
) => Promise<DataReply<LeadAnswer, 201>>;

export function createLeaveLead(deps: {
  admitLead: AdmitLead;
  recordLead: RecordLead;
  revealOwner: RevealOwner;
  idempotency: IdempotencyStore;
}): LeaveLead {
  const { admitLead, recordLead, revealOwner, idempotency } = deps;
  return async ({ target, lead, visit }, visitorId, request) => {
    const admitted = await admitLead(target, lead, visitorId, request && claimIdOf(request));
    const reply = await idempotency.once(request, 'scn', async (tx, id) =>
      created({ activity: leadActivityView(await recordLead({ ...admitted, visit }, { tx, id })) }),
    );
    const { activity } = reply.data;
    const scan = { id: activity.id, at: new Date(activity.scannedAt) };
    const { token, expiresAt, car } = await revealOwner(admitted, scan, visitorId);
    const reveal = { token, expiresAt: expiresAt.toISOString(), ...(car && { car }) };
    return { ...reply, data: { activity, reveal } };
  };
}
