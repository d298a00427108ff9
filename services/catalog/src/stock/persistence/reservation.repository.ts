import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { assertMove, type Reservation, type ReservationStatus } from '../domain/reservation.ts';
import type { ReservationRepository } from '../ports.ts';
import { reservationModel, type ReservationDocument, type StoredStatus } from './reservation.model.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Nothing will happen to these unless somebody asks again. */
const AT_REST: StoredStatus[] = ['refused', 'lapsed', 'released'];

const toStored = (status: ReservationStatus): StoredStatus => (status === 'expired' ? 'lapsed' : status);

const fromDocument = ({ _id, status, attempt, lines, expiresAt }: ReservationDocument): Reservation => ({
  orderId: _id,
  status: status === 'lapsed' ? 'expired' : status,
  attempt,
  lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
  expiresAt,
});

/** @param keepDays days until one that ended without a sale is forgotten */
export function createReservationRepository(connection: Connection, keepDays: number): ReservationRepository {
  const rows = connection.collection<ReservationDocument>(
    reservationModel(connection).collection.collectionName,
  );
  const forgetAt = (now: Date) => new Date(now.getTime() + keepDays * DAY_MS);

  /** Inserts, or undefined when the order has a reservation. */
  const insert = async (document: ReservationDocument): Promise<Reservation | undefined> => {
    try {
      await rows.insertOne(document);
      return fromDocument(document);
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  };
  const find = async (orderId: string): Promise<Reservation | undefined> => {
    const found = await rows.findOne({ _id: orderId });
    return found ? fromDocument(found) : undefined;
  };

  return {
    find,
    async open(orderId, lines, expiresAt, now) {
      for (;;) {
        const opened = await insert({
          _id: orderId,
          status: 'reserving',
          attempt: 1,
          lines: [...lines],
          expiresAt,
          updatedAt: now,
        });
        const reservation = opened ?? (await find(orderId));
        // Neither: it was forgotten, by its age, between the two steps.
        if (reservation) return reservation;
      }
    },
    openReleased: (orderId, now) =>
      insert({
        _id: orderId,
        status: 'released',
        attempt: 1,
        lines: [],
        expiresAt: now,
        updatedAt: now,
        forgetAt: forgetAt(now),
      }),
    async move(from, to, now) {
      assertMove(from.status, to.status);
      const status = toStored(to.status);
      const atRest = AT_REST.includes(status);
      const moved = await rows.findOneAndUpdate(
        { _id: from.orderId, status: toStored(from.status), attempt: from.attempt },
        {
          $set: { ...to, status, updatedAt: now, ...(atRest && { forgetAt: forgetAt(now) }) },
          ...(!atRest && { $unset: { forgetAt: true } }),
        },
        { returnDocument: 'after' },
      );
      return moved ? fromDocument(moved) : undefined;
    },
    async hasAnyUnsettled(orderIds, now) {
      const found = await rows.findOne(
        {
          _id: { $in: [...orderIds] },
          $or: [
            { status: 'reserving', expiresAt: { $gt: now }, 'lines.1': { $exists: true } },
            { status: { $in: AT_REST } },
          ],
        },
        { projection: { _id: 1 } },
      );
      return found !== null;
    },
    async listOverdue(before, limit) {
      const found = await rows
        .find({ status: { $in: ['reserving', 'reserved'] }, expiresAt: { $lte: before } })
        .limit(limit)
        .toArray();
      return found.map(fromDocument);
    },
    async listStuckRestocking(before, limit) {
      const found = await rows
        .find({ status: 'restocking', updatedAt: { $lte: before } })
        .limit(limit)
        .toArray();
      return found.map(fromDocument);
    },
  };
}
