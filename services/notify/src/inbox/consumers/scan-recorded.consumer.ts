import type { EventData } from '@chowk/contracts/events';
import type { AnySubscription } from '@chowk/messaging';
import { reasonText, type RenderedTemplate, type Language } from '../../templates/templates.ts';
import type { UserUpdate } from '../use-cases/publish-user-updates.ts';
import { userUpdateConsumer, type UpdateLane } from './user-update-consumer.ts';

type ScanRecorded = EventData<'scanRecorded'>;

/** Tells the owner of a car that its code was scanned. */
export const scanRecordedConsumer = (language: Language, lane: UpdateLane): AnySubscription =>
  userUpdateConsumer(
    'scan-updates',
    {
      updateFor: ({ data }): UserUpdate => {
        const { ownerUserId, scanId, carId, carModel, maskedNumber, kind, reason, scannedAt } = data;
        return {
          userId: ownerUserId,
          event: {
            name: 'scan_update',
            data: {
              scanId,
              carId,
              carModel,
              maskedNumber,
              kind,
              scannedAt,
              ...(reason !== undefined && { reason }),
            },
          },
          notification: { category: 'scans', text: textOf(data, language), data: { scanId, carId } },
        };
      },
    },
    lane,
  );

function textOf(
  { kind, reason, carModel, maskedNumber }: ScanRecorded,
  language: Language,
): RenderedTemplate {
  switch (kind) {
    case 'lead':
      return { key: 'scan.lead', variables: { carModel, maskedNumber } };
    case 'contact':
      return {
        key: 'scan.contact',
        variables: { carModel, maskedNumber, reason: reasonText(reason ?? 'other', language) },
      };
    // A kind that a later release of nfc-qr adds is a scan all the same.
    default:
      return { key: 'scan.view', variables: { carModel, maskedNumber } };
  }
}
