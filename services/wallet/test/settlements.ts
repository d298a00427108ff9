import { testClient } from '@chowk/testing';
import type { WalletFixture } from './fixture.ts';

const balancesOf = (wallet: WalletFixture, name: string) =>
  wallet.db.connection
    .collection<{ _id: string; balance: number }>('ledger_accounts')
    .find({ _id: { $regex: `^${name}/` } })
    .toArray();

/** By currency what the provider owes us by its own account, and by ours: the clearing account. */
export async function settlements(wallet: WalletFixture) {
  const { items } = (await testClient(wallet.emulator.url).get('/emulator/razorpay/settlement')).body as {
    items: Array<{ currency: string; net: number }>;
  };
  const ours = new Map<string, number>();
  for (const { _id, balance } of await balancesOf(wallet, 'provider:razorpay:clearing')) {
    const currency = _id.split('/')[1]!;
    ours.set(currency, (ours.get(currency) ?? 0) - balance);
  }
  return { theirs: new Map(items.map(({ currency, net }) => [currency, net])), ours };
}

/** Money in suspense, in paise. */
export const suspense = async (wallet: WalletFixture): Promise<number> =>
  (await balancesOf(wallet, 'suspense/INR')).reduce((sum, { balance }) => sum + balance, 0);

/** The clearing account comes to what the provider says it owes us. */
export async function expectSettled(wallet: WalletFixture): Promise<void> {
  const { theirs, ours } = await settlements(wallet);
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
}
