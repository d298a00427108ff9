import { toGrpcMoney, type GrpcClient } from '@chowk/contracts/grpc';
import type { Wallet } from '../ports.ts';

/** Wallet over gRPC (proto/chowk/wallet/v1). */
export const createWalletClient = (client: GrpcClient<'wallet'>): Wallet => ({
  async authorize({ amount, ...payment }) {
    await client.authorize({ ...payment, amount: toGrpcMoney(amount) });
  },

  async capture(paymentId) {
    await client.capture({ paymentId });
  },

  async void(paymentId, reason) {
    await client.void({ paymentId, reason });
  },

  async refund({ amount, ...refund }) {
    await client.refund({ ...refund, amount: toGrpcMoney(amount) });
  },
});
