import type { IdempotencyStore } from '@chowk/idempotency';
import { claimIdOf, created, type DataReply, type IdempotentRequest } from '@chowk/runtime/http';
import type { z } from 'zod';
import type { ContactReason } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';
import type { AdmitContact } from '../use-cases/admit-contact.ts';
import type { RecordContact } from '../use-cases/record-contact.ts';
import { contactActivityView, type contactActivitySchema } from './scan.view.ts';

/**
 * The answer to a message to an owner, of the app and of the page.
 * @throws AppError those of AdmitContact; nothing is sent then
 */
export type SendContact = (
  contact: { code: string; reason: ContactReason; visit: Visit },
  visitorId: string,
  request: IdempotentRequest | undefined,
) => Promise<DataReply<{ activity: z.output<typeof contactActivitySchema> }, 201>>;

export function createSendContact(deps: {
  admitContact: AdmitContact;
  recordContact: RecordContact;
  idempotency: IdempotencyStore;
}): SendContact {
  const { admitContact, recordContact, idempotency } = deps;
  return async ({ code, reason, visit }, visitorId, request) => {
    const car = await admitContact(code, visitorId, request && claimIdOf(request));
    return idempotency.once(request, 'scn', async (tx, id) =>
      created({ activity: contactActivityView(await recordContact({ car, reason, visit }, { tx, id })) }),
    );
  };
}
