import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { ledgerContract } from './ledger/http/ledger.routes.ts';
import { unmatchedContract } from './payments/http/admin-unmatched.routes.ts';
import { paymentsContract } from './payments/http/payments.routes.ts';
import { razorpayContract } from './payments/http/razorpay.routes.ts';
import { topupsContract } from './topups/http/topups.routes.ts';
import { walletContract } from './wallet/http/wallet.routes.ts';

/** The published routes of the wallet service. Imports no store, no setting. */
export const contract = {
  service: 'wallet',
  title: 'Wallet',
  capabilities: {
    wallet: walletContract,
    topups: topupsContract,
    payments: { ...paymentsContract, ...razorpayContract, ...unmatchedContract },
    ledger: ledgerContract,
    attention: attentionContract('wallet'),
  },
} as const satisfies ServiceContract;
