import { token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import {
  bindRoutes,
  created,
  defineRoute,
  entityTag,
  ifMatch,
  ok,
  page,
  pageQuery,
  paginate,
  parseIfMatch,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import type { Car } from '../domain/car.ts';
import type { DeleteCar } from '../use-cases/delete-car.ts';
import type { GetCar } from '../use-cases/get-car.ts';
import type { ListCars } from '../use-cases/list-cars.ts';
import type { RegisterCar } from '../use-cases/register-car.ts';
import type { UpdateCar } from '../use-cases/update-car.ts';
import { carInput } from './car-input.ts';
import { carSchema, carView } from './car.view.ts';

/** Ids of any other shape do not exist; the length keeps the log and the database clear of essays. */
const params = z.strictObject({ id: token(200) });
const oneCar = z.object({ car: carSchema });
const headers = { etag: 'The version of the car.' };

export const carsContract = {
  registerCar: defineRoute({
    method: 'post',
    path: '/api/v1/cars',
    auth: 'user',
    summary: 'Register a car',
    description: 'Makes its QR code.',
    body: carInput,
    idempotency: 'optional',
    reply: replies.data(oneCar, { status: 201 }),
  }),
  listCars: defineRoute({
    method: 'get',
    path: '/api/v1/cars',
    auth: 'user',
    summary: 'List your cars, newest first',
    query: pageQuery(),
    reply: replies.list(carSchema, { key: { createdAt: -1, _id: -1 } }),
  }),
  getCar: defineRoute({
    method: 'get',
    path: '/api/v1/cars/:id',
    auth: 'user',
    summary: 'Get one of your cars',
    params,
    reply: replies.data(oneCar, { headers }),
    errors: ['CAR_NOT_FOUND'],
  }),
  updateCar: defineRoute({
    method: 'put',
    path: '/api/v1/cars/:id',
    auth: 'user',
    summary: 'Replace what a car says',
    description: 'What is left out is cleared; the code stays.',
    params,
    headers: z.object({ 'if-match': ifMatch }),
    body: carInput,
    reply: replies.data(oneCar, { headers }),
    errors: ['CAR_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  deleteCar: defineRoute({
    method: 'delete',
    path: '/api/v1/cars/:id',
    auth: 'user',
    summary: 'Remove a car',
    description: 'Its printed code answers QR_CODE_GONE from then on.',
    params,
    reply: replies.done(),
    errors: ['CAR_NOT_FOUND'],
  }),
};

/** Cars of the person who asks. */
export function carRoutes(deps: {
  registerCar: RegisterCar;
  listCars: ListCars;
  getCar: GetCar;
  updateCar: UpdateCar;
  deleteCar: DeleteCar;
  urlOf: (code: string) => string;
  idempotency: IdempotencyStore;
  cursors: CursorCodec;
}): Route[] {
  const view = (car: Car) => carView(car, deps.urlOf(car.code));
  const one = (car: Car) => ok({ car: view(car) }, { headers: { etag: entityTag(car.version) } });

  return bindRoutes(carsContract, {
    registerCar: ({ user, body, idempotency }) =>
      deps.idempotency.once(idempotency, 'car', async (tx, id) =>
        created({ car: view(await deps.registerCar(user.userId, body, { tx, id })) }),
      ),
    listCars: async ({ user, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listCars(user.userId, position && [new Date(position[0]), position[1]], limit),
          keyOf: (car) => [car.createdAt.getTime(), car.id],
          view,
        }),
      ),
    getCar: async ({ user, params: { id } }) => one(await deps.getCar(id, user.userId)),
    updateCar: async ({ user, params: { id }, body, headers: given }) =>
      one(await deps.updateCar(id, user.userId, body, parseIfMatch(given))),
    deleteCar: async ({ user, params: { id } }) => {
      await deps.deleteCar(id, user.userId);
      return ok(null);
    },
  });
}
