import { MAX_CHECKOUT_HOLD_SECONDS } from '@chowk/contracts/grpc';
import { configSchema } from './config.ts';

const { RESERVATION_MAX_TTL_SECONDS: setting } = configSchema.shape;

test('catalog is not started with a limit below what orders may ask for', () => {
  expect(setting.safeParse(String(MAX_CHECKOUT_HOLD_SECONDS - 1)).success).toBe(false);
  expect(setting.safeParse(String(MAX_CHECKOUT_HOLD_SECONDS)).data).toBe(MAX_CHECKOUT_HOLD_SECONDS);
  expect(setting.safeParse(undefined).success).toBe(true);
});
