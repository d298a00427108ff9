import { createCollections, type Migration } from '@chowk/runtime/mongo';
import type { Model } from 'mongoose';
import { accessModel } from '../../cars/store/access-log.repository.ts';
import { carModel } from '../../cars/store/car.model.ts';
import { codeModel } from '../../codes/store/code.model.ts';
import { limitWindowModel } from '../../limits/limits.repository.ts';
import { qrCodeModel, qrImageModel } from '../../qr-codes/store/qr-code.model.ts';
import { notedViewModel, scanModel } from '../../scans/store/scan.model.ts';

export const collections: Migration = {
  id: '0001-collections',
  async up(connection) {
    const models = [
      carModel,
      accessModel,
      codeModel,
      limitWindowModel,
      qrCodeModel,
      qrImageModel,
      scanModel,
      notedViewModel,
    ];
    await createCollections(models.map((model) => model(connection) as unknown as Model<never>));
  },
};
