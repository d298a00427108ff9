import type { ServiceContract } from '@chowk/runtime/http';
import { contract as auth } from '../../services/auth/src/contract.ts';
import { contract as catalog } from '../../services/catalog/src/contract.ts';
import { contract as gateway } from '../../services/gateway/src/contract.ts';
import { contract as nfcQr } from '../../services/nfc-qr/src/contract.ts';
import { contract as notify } from '../../services/notify/src/contract.ts';
import { contract as orders } from '../../services/orders/src/contract.ts';
import { contract as wallet } from '../../services/wallet/src/contract.ts';

/** The declared routes of all services, in the order in which readers meet them. */
export const CONTRACTS: readonly ServiceContract[] = [auth, catalog, orders, wallet, notify, nfcQr, gateway];
