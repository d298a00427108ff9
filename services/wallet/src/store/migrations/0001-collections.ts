import { createCollections, type Migration } from '@chowk/runtime/mongo';
import type { Model } from 'mongoose';
import { accountModel, entryModel, holdModel, transferModel } from '../../ledger/store/ledger.models.ts';
import { paymentModel, refundModel } from '../../payments/store/payment.models.ts';
import { providerEventModel } from '../../topups/store/provider-event.model.ts';

export const collections: Migration = {
  id: '0001-collections',
  up: (connection) =>
    createCollections(
      [accountModel, transferModel, entryModel, holdModel, paymentModel, refundModel, providerEventModel].map(
        (model) => model(connection) as unknown as Model<never>,
      ),
    ),
};
