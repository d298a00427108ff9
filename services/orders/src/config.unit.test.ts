import { MAX_CHECKOUT_HOLD_SECONDS } from '@chowk/contracts/grpc';
import { configSchema } from './config.ts';

const { CHECKOUT_HOLD_SECONDS: setting } = configSchema.shape;

test('orders is not started with a hold that is longer than catalog and wallet have to allow', () => {
  expect(setting.safeParse(String(MAX_CHECKOUT_HOLD_SECONDS + 1)).success).toBe(false);
  expect(setting.safeParse(String(MAX_CHECKOUT_HOLD_SECONDS)).data).toBe(MAX_CHECKOUT_HOLD_SECONDS);
  expect(setting.safeParse(undefined).success).toBe(true);
});
