import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import type { Outbox } from '@chowk/messaging';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { Codes, CodeSigner } from '../../codes/ports.ts';
import type { QrCodes } from '../../qr-codes/ports.ts';
import type { Car, CarFields } from '../domain/car.ts';
import type { After, Cars } from '../ports.ts';

/** A car as its owner sees it. */
interface OwnCar extends CarFields {
  id: string;
  qr: { code: string; url: string };
  createdAt: string;
  updatedAt: string;
}

/** What an owner does with cars. Another one's car is CAR_NOT_FOUND in all of them. */
export interface KeepCars {
  /** Makes a car and its code. */
  register(
    ownerUserId: string,
    fields: CarFields,
    idempotency: IdempotentRequest | undefined,
  ): Promise<Reply>;
  list(ownerUserId: string, limit: number, after: After | undefined): Promise<Car[]>;
  /** @throws AppError CAR_NOT_FOUND */
  get(id: string, ownerUserId: string): Promise<Car>;
  /** @throws AppError CAR_NOT_FOUND, PRECONDITION_FAILED when the car is at none of `versions` */
  change(
    id: string,
    ownerUserId: string,
    fields: CarFields,
    versions: readonly number[] | undefined,
  ): Promise<Car>;
  /** Its printed code answers "no longer in use" from then on. @throws AppError CAR_NOT_FOUND */
  remove(id: string, ownerUserId: string): Promise<void>;
  /** The car as answers show it to its owner. */
  show(car: Car): OwnCar;
}

export function keepCars(parts: {
  cars: Cars;
  codes: Codes;
  qrCodes: Pick<QrCodes, 'removeOfTarget'>;
  signer: CodeSigner;
  outbox: Outbox;
  idempotency: IdempotencyStore;
}): KeepCars {
  const { cars, codes, qrCodes, signer, outbox, idempotency } = parts;

  const show = (car: Car): OwnCar => ({
    id: car.id,
    carNumber: car.carNumber,
    carModel: car.carModel,
    customMessage: car.customMessage,
    customFields: car.customFields,
    selectedTemplate: car.selectedTemplate,
    qr: { code: car.code, url: signer.urlOf(car.code) },
    createdAt: car.createdAt.toISOString(),
    updatedAt: car.updatedAt.toISOString(),
  });

  const get = async (id: string, ownerUserId: string): Promise<Car> => {
    const car = await cars.findOwned(id, ownerUserId);
    if (!car) throw new AppError('CAR_NOT_FOUND');
    return car;
  };

  return {
    show,
    get,
    list: (ownerUserId, limit, after) => cars.listOwned(ownerUserId, limit, after),

    register: (ownerUserId, fields, request) =>
      idempotency.once(request, 'car', async (tx, id) => {
        const now = new Date();
        const code = signer.issue();
        const car: Car = { ...fields, id, ownerUserId, code, version: 1, createdAt: now, updatedAt: now };
        await cars.add(car, tx);
        await codes.add({ code, targetId: id, ownerUserId }, tx);
        return created({ car: show(car) });
      }),

    async change(id, ownerUserId, fields, versions) {
      const changed = await cars.replace(id, ownerUserId, fields, new Date(), versions);
      if (changed) return changed;
      await get(id, ownerUserId);
      throw new AppError('PRECONDITION_FAILED');
    },

    remove: (id, ownerUserId) =>
      outbox.transact(async (tx) => {
        if (!(await cars.remove(id, ownerUserId, tx))) throw new AppError('CAR_NOT_FOUND');
        await codes.disableOfTarget(id, new Date(), tx);
        await qrCodes.removeOfTarget(id, tx);
      }),
  };
}
