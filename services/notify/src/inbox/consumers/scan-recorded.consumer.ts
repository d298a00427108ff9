import type { EventData } from '@chowk/contracts/events';
import type { Subscription } from '@chowk/messaging';
import { reasonText, type FilledText, type Language } from '../../texts/texts.ts';
import type { Tidings } from '../use-cases/tell-person.ts';
import { personalSubscription, type Telling } from './personal-subscription.ts';

type ScanRecorded = EventData<'scanRecorded'>;

/** Tells the owner of a car that its code was scanned. */
export const scanRecordedConsumer = (language: Language, telling: Telling): Subscription<'scanRecorded'> =>
  personalSubscription(
    {
      name: 'scan-updates',
      events: ['scanRecorded'],
      tidings: ({ data }): Tidings => {
        const { ownerUserId, scanId, carId, carModel, maskedNumber, kind, reason, scannedAt } = data;
        return {
          userId: ownerUserId,
          update: {
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
    telling,
  );

function textOf({ kind, reason, carModel, maskedNumber }: ScanRecorded, language: Language): FilledText {
  switch (kind) {
    case 'view':
      return { key: 'scan.view', variables: { carModel, maskedNumber } };
    case 'lead':
      return { key: 'scan.lead', variables: { carModel, maskedNumber } };
    case 'contact':
      return {
        key: 'scan.contact',
        variables: { carModel, maskedNumber, reason: reasonText(reason ?? 'other', language) },
      };
  }
}
