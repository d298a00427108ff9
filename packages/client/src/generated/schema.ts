// Made by `npm run contract` from the declared routes. Not edited by hand.
export interface paths {
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories in their order, of one type or all
         * @description All of them, on one page.
         */
        get: operations["listCategories"];
        put?: never;
        /**
         * Create a category
         * @description For admin, owner.
         */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a category by slug or id */
        get: operations["getCategory"];
        /**
         * Replace a category
         * @description For admin, owner.
         */
        put: operations["updateCategory"];
        post?: never;
        /**
         * Delete a category that nothing uses
         * @description For admin, owner.
         */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stores by name, of a city or a category */
        get: operations["listStores"];
        put?: never;
        /**
         * Open a store
         * @description It belongs to the merchant who opens it.
         *
         *     For merchant, admin, owner.
         */
        post: operations["createStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stores/nearby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stores around a point, nearest first */
        get: operations["listNearbyStores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{id}/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the stores of a category and its subcategories */
        get: operations["listCategoryStores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a store, and whether it is open now */
        get: operations["getStore"];
        /**
         * Replace a store
         * @description For merchant, admin, owner.
         */
        put: operations["updateStore"];
        post?: never;
        /**
         * Close a store for good
         * @description Takes its products off sale.
         *
         *     For merchant, admin, owner.
         */
        delete: operations["deleteStore"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products by words, category, store, price or stock */
        get: operations["listProducts"];
        put?: never;
        /**
         * Put a product on sale in a store of one’s own
         * @description For merchant, admin, owner.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{id}/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products of a category and its subcategories */
        get: operations["listCategoryProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stores/{id}/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products of a store */
        get: operations["listStoreProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a product with what is in stock now */
        get: operations["getProduct"];
        /**
         * Replace a product
         * @description The stock of SKUs that it had stays; SKUs that are left out go off sale.
         *
         *     For merchant, admin, owner.
         */
        put: operations["updateProduct"];
        post?: never;
        /**
         * Take a product off sale for good
         * @description Orders that name it keep it.
         *
         *     For merchant, admin, owner.
         */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what is on hand, sold, reserved and available of a SKU
         * @description For merchant, admin, owner.
         */
        get: operations["getInventory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/{sku}/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change what is on hand of a SKU, for a reason that is kept
         * @description Never below what is sold and reserved.
         *
         *     For merchant, admin, owner.
         */
        post: operations["adjustInventory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what the wallet holds, and what it earned and spent so far */
        get: operations["getWalletBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what came into the spendable balance and what left it, newest first */
        get: operations["listWalletTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/topup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a top-up, and get what opens the provider's checkout */
        post: operations["startTopup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own payments, newest first */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of one's own payments */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/razorpay/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report what Razorpay's checkout handed to the client, and get the state of the payment */
        post: operations["verifyRazorpayPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhooks/razorpay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an event of Razorpay, signed over the raw body */
        post: operations["receiveRazorpayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute the whole ledger and list what is not right
         * @description For admin, owner.
         */
        get: operations["adminVerifyLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all accounts of the ledger by id, system accounts in their shards
         * @description For admin, owner.
         */
        get: operations["adminListLedgerAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your notifications, newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count your unread notifications */
        get: operations["countUnreadNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark all as read, up to and including `upTo` when given */
        put: operations["markAllNotificationsRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark one as read */
        put: operations["markNotificationRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one for good */
        delete: operations["removeNotification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the error codes */
        get: operations["listErrorCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get this document */
        get: operations["getApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description An amount in integer minor units of its currency: 12345 INR is Rs 123.45.
         * @example {
         *       "amount": 12345,
         *       "currency": "INR"
         *     }
         */
        Money: {
            amount: number;
            currency: string;
        };
        /** @description A category of stores and products. */
        Category: {
            /** @description An id. */
            id: string;
            name: string;
            /**
             * @description Lower-case words joined by hyphens.
             * @example fresh-fruit
             */
            slug: string;
            /** @enum {string} */
            type: "going_out" | "home_delivery" | "earn" | "play" | "service";
            /** @description The category that it is part of; null at the top. */
            parentId: string | null;
            /** @description Place among others, lowest first. */
            sortOrder: number;
            /** @description Name of an icon of the app. */
            icon: string | null;
            /** @description A path below /media. */
            image: string | null;
            /** @description As #rrggbb. */
            colour: string | null;
            tags: string[];
            /** @description Grows with each edit. */
            version: number;
        };
        /** @description One problem, with facts about it. */
        ErrorDetail: {
            /** @description The field, dotted, as in lines.0.quantity. */
            path?: string;
            message?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A store, without who owns it. */
        Store: {
            /** @description An id. */
            id: string;
            name: string;
            description: string;
            categoryIds: string[];
            address: {
                line1: string;
                area: string;
                city: string;
                /** @description State of India; decides between CGST with SGST and IGST. */
                state: string;
                pincode: string;
            };
            location: {
                lat: number;
                lng: number;
            };
            hours: {
                /** @description A zone of the IANA time zone database. */
                zone: string;
                weekly: {
                    /** @enum {string} */
                    day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
                    /** @description HH:MM on the wall clock of the zone. */
                    opens: string;
                    /** @description HH:MM up to 24:00; at or before `opens` it means past midnight. */
                    closes: string;
                }[];
            };
            minimumOrder: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
            deliveryRadiusMetres: number;
            gstin: string | null;
            /** @description A path below /media. */
            image: string | null;
            /** @description Whether it takes orders at all. */
            active: boolean;
            partner: boolean;
            /** @description Basis points: 500 is 5 %. */
            cashbackBps: number;
            /** @description Whether it was open when this was answered. */
            openNow: boolean;
            /** @description Grows with each edit. */
            version: number;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description A store, and how far away it is. */
        NearbyStore: {
            /** @description An id. */
            id: string;
            name: string;
            description: string;
            categoryIds: string[];
            address: {
                line1: string;
                area: string;
                city: string;
                /** @description State of India; decides between CGST with SGST and IGST. */
                state: string;
                pincode: string;
            };
            location: {
                lat: number;
                lng: number;
            };
            hours: {
                /** @description A zone of the IANA time zone database. */
                zone: string;
                weekly: {
                    /** @enum {string} */
                    day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
                    /** @description HH:MM on the wall clock of the zone. */
                    opens: string;
                    /** @description HH:MM up to 24:00; at or before `opens` it means past midnight. */
                    closes: string;
                }[];
            };
            minimumOrder: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
            deliveryRadiusMetres: number;
            gstin: string | null;
            /** @description A path below /media. */
            image: string | null;
            /** @description Whether it takes orders at all. */
            active: boolean;
            partner: boolean;
            /** @description Basis points: 500 is 5 %. */
            cashbackBps: number;
            /** @description Whether it was open when this was answered. */
            openNow: boolean;
            /** @description Grows with each edit. */
            version: number;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
            /** @description From the point asked about. */
            distanceMetres: number;
        };
        /** @description A product with its variants and what is in stock; `priceFrom` is the cheapest selling price. */
        Product: {
            /** @description An id. */
            id: string;
            /** @description An id. */
            storeId: string;
            /** @description An id. */
            categoryId: string;
            name: string;
            description: string;
            brand: string | null;
            options: {
                name: string;
                values: string[];
            }[];
            variants: components["schemas"]["ProductVariant"][];
            priceFrom: components["schemas"]["Money"];
            /** @description Whether any variant is. */
            inStock: boolean;
            /** @description Goods and services tax in basis points: 1800 is 18 %. */
            gstRateBps: number;
            /** @description Code of the Harmonised System of Nomenclature. */
            hsn: string;
            /** @description Whether prices hold the tax already. */
            taxInclusive: boolean;
            specifications: {
                name: string;
                value: string;
            }[];
            tags: string[];
            /** @description Paths below /media. */
            images: string[];
            featured: boolean;
            /** @description Grows with each edit. */
            version: number;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description One thing that can be put into a cart. */
        ProductVariant: {
            /** @description An id. */
            id: string;
            sku: string;
            /** @description Its values of the options: `500 g / Salted`. */
            label: string;
            /** @description One value for each option, by its name. */
            options: {
                [key: string]: string;
            };
            price: {
                original: components["schemas"]["Money"];
                selling: components["schemas"]["Money"];
                discount: {
                    amount: components["schemas"]["Money"];
                    /** @description Share of the original price in basis points, rounded down. */
                    bps: number;
                };
            };
            barcode: string | null;
            /** @description Units that could be bought when this was answered. */
            available: number;
            inStock: boolean;
        };
        /** @description How the units of a SKU are spread, for who sells it. */
        Inventory: {
            sku: string;
            /** @description An id. */
            productId: string;
            /** @description An id. */
            storeId: string;
            /** @description False once it is off sale. */
            active: boolean;
            /** @description At this many available units or fewer it is low. */
            threshold: number;
            onHand: number;
            /** @description Sold, not yet out of the house. */
            allocated: number;
            /** @description Held for orders that are not paid yet. */
            reserved: number;
            /** @description What can be reserved at this moment. */
            available: number;
        };
        /**
         * @description An amount above zero, in integer minor units of its currency.
         * @example {
         *       "amount": 12345,
         *       "currency": "INR"
         *     }
         */
        PositiveMoney: {
            amount: number;
            currency: string;
        };
        /** @description What a wallet holds, and what it earned and spent so far. */
        WalletBalance: {
            /** @description What can be spent. */
            balance: components["schemas"]["Money"];
            /** @description What is set aside for payments under way. */
            held: components["schemas"]["Money"];
            /** @description Rewards so far. */
            totalEarned: components["schemas"]["Money"];
            /** @description What was paid for orders, less what was refunded. */
            totalSpent: components["schemas"]["Money"];
        };
        /** @description What one transfer did to the spendable balance. */
        WalletTransaction: {
            /**
             * @description The transfer.
             * @example top_01K5A4Z8S9V3N6M2T7Q0R1W4XY:topup
             */
            id: string;
            /** @enum {string} */
            type: "topup" | "hold" | "void" | "capture" | "refund";
            /** @enum {string} */
            direction: "in" | "out";
            amount: components["schemas"]["Money"];
            balanceBefore: components["schemas"]["Money"];
            balanceAfter: components["schemas"]["Money"];
            /** @description What it was for: an order, a top-up. */
            reference: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description A top-up, and what opens the provider's checkout. */
        TopupCheckout: {
            topup: {
                /** @description The top-up, one of the user's payments. */
                id: string;
                /** @enum {string} */
                status: "created" | "pending" | "authorised" | "captured" | "failed" | "voided" | "parked";
                amount: components["schemas"]["Money"];
            };
            /** @description The provider's order, with the amount fixed. */
            orderId: string;
            /** @description In minor units, as checkouts take it. */
            amount: number;
            /**
             * @description ISO 4217 code.
             * @example INR
             */
            currency: string;
            /** @description The provider's public key. */
            key: string;
        };
        /** @description A payment of a user, as the user sees it. */
        Payment: {
            /** @description An id. */
            id: string;
            /** @enum {string} */
            purpose: "order" | "topup";
            /**
             * @description Where the money comes from.
             * @enum {string}
             */
            provider: "wallet" | "razorpay";
            /**
             * @description From the wallet: authorised (held), then captured or voided. Through a provider: created, pending, then captured, failed, or parked while people look at it.
             * @enum {string}
             */
            status: "created" | "pending" | "authorised" | "captured" | "failed" | "voided" | "parked";
            amount: components["schemas"]["Money"];
            /** @description What has gone back to the user. */
            refunded: components["schemas"]["Money"];
            /** @description What is paid for: the order, or the top-up itself. */
            reference: string;
            /** @description The provider's order, once there is one. */
            orderId?: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description What recomputing the whole ledger found. */
        LedgerReport: {
            /** @description Whether no problem was found. */
            ok: boolean;
            accounts: number;
            entries: number;
            transfers: number;
            /** @description Per currency the sum of all balances in minor units: zero in a sound ledger. */
            sums: {
                /**
                 * @description ISO 4217 code.
                 * @example INR
                 */
                currency: string;
                sum: number;
            }[];
            /** @description What cannot be; the first hundred. */
            problems: {
                /** @enum {string} */
                rule: "sum_not_zero" | "below_zero" | "balance_differs_from_replay" | "held_differs_from_holds" | "turnover_differs" | "chain_broken" | "entry_altered" | "transfer_altered" | "transfer_missing" | "entry_missing" | "account_missing";
                /** @description The account, entry, transfer or currency. */
                where: string;
            }[];
            /** @description Whether there were more problems than are listed. */
            truncated: boolean;
        };
        /** @description An account of the ledger; of a system account, one of its shards. */
        LedgerAccount: {
            /**
             * @description Name, currency and shard.
             * @example revenue/INR/07
             */
            id: string;
            /**
             * @example revenue
             * @example user:usr_1:available
             */
            name: string;
            balance: components["schemas"]["SignedMoney"];
            /** @description Number of its last entry. */
            entryCount: number;
        };
        /**
         * @description An amount in integer minor units of its currency; below zero is possible.
         * @example {
         *       "amount": -12345,
         *       "currency": "INR"
         *     }
         */
        SignedMoney: {
            amount: number;
            currency: string;
        };
        /** @description A line in the inbox of a person. */
        Notification: {
            /** @description An id. */
            id: string;
            /** @description What it is about: orders, wallet, scans. New ones may come. */
            category: string;
            /** @description The text it was made from, such as order.placed. */
            type: string;
            title: string;
            body: string;
            /** @description Ids that a client needs to open what it is about. */
            data: {
                [key: string]: string;
            };
            readAt: string | null;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description A code that any answer may carry, with its status and words. */
        ErrorCode: {
            code: string;
            status: number;
            message: string;
        };
        /** @description Place of an event in the stream, and where it came from. */
        StreamPosition: {
            /** @description 1, 2, 3 … per person without a gap: resume after the last one you have. */
            seq: number;
            /** @description An id. */
            id: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            at: string;
            traceId?: string;
            requestId?: string;
        };
        /** @description An order of the person moved on. */
        OrderStatusUpdate: {
            /** @description An id. */
            orderId: string;
            orderNumber: string;
            status: string;
            previousStatus: string;
            /** @description Grows with each change of the order: an update with a lower one than seen is old news. */
            version: number;
            total: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            changedAt: string;
        };
        /** @description The wallet of the person changed. */
        WalletUpdate: {
            /** @description An id. */
            transferId: string;
            kind: string;
            amount: components["schemas"]["Money"];
            balance: components["schemas"]["Money"];
            held: components["schemas"]["Money"];
            reference: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            changedAt: string;
        };
        /** @description A code of the person was scanned. */
        ScanUpdate: {
            /** @description An id. */
            scanId: string;
            /** @description An id. */
            carId: string;
            carModel: string;
            maskedNumber: string;
            kind: string;
            /** @description What a stranger beside the car wants to say, from a fixed list. */
            reason?: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            scannedAt: string;
        };
        /** @description A line came into the inbox of the person. */
        NewNotification: {
            notification: components["schemas"]["Notification"];
        };
        /** @description The place in the stream from which this socket goes on. */
        StreamOpened: {
            lastSeq: number;
        };
        /** @description Events after the client's place are gone: read everything anew, then go on from lastSeq. */
        ResyncRequired: {
            firstSeq?: number;
            lastSeq: number;
        };
        /** @description Cut off for not acknowledging; reconnect with this lastSeq. */
        SlowConsumer: {
            lastSeq: number;
        };
        /** @description What those who run the place should see now. Live only. */
        AdminAlert: {
            /** @constant */
            kind: "order_placed";
            /** @description An id. */
            orderId: string;
            orderNumber: string;
            total: components["schemas"]["Money"];
        } | {
            /** @constant */
            kind: "stock_low";
            sku: string;
            /** @description An id. */
            productId: string;
            /** @description An id. */
            storeId: string;
            available: number;
        };
    };
    responses: {
        /**
         * @description BAD_REQUEST: The request could not be read.
         *
         *     INVALID_CURSOR: The cursor is not valid; start from the first page.
         */
        BadRequestOrInvalidCursor: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "BAD_REQUEST" | "INVALID_CURSOR";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description UNAUTHORIZED: Sign in to continue. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "UNAUTHORIZED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description VALIDATION_FAILED: Some fields are not valid. */
        ValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "VALIDATION_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description RATE_LIMITED: Too many requests; try again later. */
        RateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "RATE_LIMITED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description SERVER_ERROR: Something went wrong on our side. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "SERVER_ERROR";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description OVERLOADED: We are very busy; try again in a moment.
         *
         *     UPSTREAM_UNAVAILABLE: This part is unavailable at the moment; try again.
         */
        OverloadedOrUpstreamUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "OVERLOADED" | "UPSTREAM_UNAVAILABLE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description UPSTREAM_TIMEOUT: This part took too long to answer. */
        UpstreamTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "UPSTREAM_TIMEOUT";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description BAD_REQUEST: The request could not be read. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "BAD_REQUEST";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description FORBIDDEN: You may not do that. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "FORBIDDEN";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running.
         *
         *     SLUG_TAKEN: This slug is in use.
         */
        IdempotencyInProgressOrSlugTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "IDEMPOTENCY_IN_PROGRESS" | "SLUG_TAKEN";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description PAYLOAD_TOO_LARGE: The request body is too large. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "PAYLOAD_TOO_LARGE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description UNSUPPORTED_MEDIA_TYPE: Send the body as application/json. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "UNSUPPORTED_MEDIA_TYPE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description IDEMPOTENCY_MISMATCH: This Idempotency-Key was used with another request.
         *
         *     VALIDATION_FAILED: Some fields are not valid.
         */
        IdempotencyMismatchOrValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "IDEMPOTENCY_MISMATCH" | "VALIDATION_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description CATEGORY_NOT_FOUND: No such category. */
        CategoryNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "CATEGORY_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description SLUG_TAKEN: This slug is in use. */
        SlugTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "SLUG_TAKEN";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description PRECONDITION_FAILED: It was changed by somebody else; read it again. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "PRECONDITION_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description CATEGORY_IN_USE: Something still belongs to this category. */
        CategoryInUse: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "CATEGORY_IN_USE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running. */
        IdempotencyInProgress: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "IDEMPOTENCY_IN_PROGRESS";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description STORE_NOT_FOUND: No such store. */
        StoreNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "STORE_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description CATEGORY_NOT_FOUND: No such category.
         *
         *     STORE_NOT_FOUND: No such store.
         */
        CategoryNotFoundOrStoreNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "CATEGORY_NOT_FOUND" | "STORE_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running.
         *
         *     SKU_TAKEN: This SKU is in use.
         */
        IdempotencyInProgressOrSkuTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "IDEMPOTENCY_IN_PROGRESS" | "SKU_TAKEN";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description PRODUCT_NOT_FOUND: No such product. */
        ProductNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "PRODUCT_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description SKU_TAKEN: This SKU is in use. */
        SkuTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "SKU_TAKEN";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description SKU_NOT_FOUND: No such article. */
        SkuNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "SKU_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running.
         *
         *     OUT_OF_STOCK: Not enough in stock.
         */
        IdempotencyInProgressOrOutOfStock: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "IDEMPOTENCY_IN_PROGRESS" | "OUT_OF_STOCK";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description BAD_REQUEST: The request could not be read.
         *
         *     IDEMPOTENCY_KEY_REQUIRED: Send an Idempotency-Key header.
         */
        BadRequestOrIdempotencyKeyRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "BAD_REQUEST" | "IDEMPOTENCY_KEY_REQUIRED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description PAYMENT_PROVIDER_FAILED: The payment provider did not answer as it should. */
        PaymentProviderFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "PAYMENT_PROVIDER_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description PAYMENT_NOT_FOUND: No such payment. */
        PaymentNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "PAYMENT_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description BAD_REQUEST: The request could not be read.
         *
         *     INVALID_SIGNATURE: The signature does not match.
         */
        BadRequestOrInvalidSignature: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "BAD_REQUEST" | "INVALID_SIGNATURE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description NOTIFICATION_NOT_FOUND: No such notification. */
        NotificationNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    success: false;
                    /** @description Words for people. */
                    error: string;
                    /** @enum {string} */
                    code: "NOTIFICATION_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCategories: {
        parameters: {
            query?: {
                type?: "going_out" | "home_delivery" | "earn" | "play" | "service";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Category"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lower-case words joined by hyphens.
                     * @example fresh-fruit
                     */
                    slug: string;
                    /** @enum {string} */
                    type: "going_out" | "home_delivery" | "earn" | "play" | "service";
                    /** @default null */
                    parentId?: string | null;
                    /** @default 0 */
                    sortOrder?: number;
                    /** @default null */
                    icon?: string | null;
                    /** @default null */
                    image?: string | null;
                    /** @default null */
                    colour?: string | null;
                    /** @default [] */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            category: components["schemas"]["Category"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["IdempotencyInProgressOrSlugTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            category: components["schemas"]["Category"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lower-case words joined by hyphens.
                     * @example fresh-fruit
                     */
                    slug: string;
                    /** @enum {string} */
                    type: "going_out" | "home_delivery" | "earn" | "play" | "service";
                    /** @default null */
                    parentId?: string | null;
                    /** @default 0 */
                    sortOrder?: number;
                    /** @default null */
                    icon?: string | null;
                    /** @default null */
                    image?: string | null;
                    /** @default null */
                    colour?: string | null;
                    /** @default [] */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            category: components["schemas"]["Category"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["CategoryNotFound"];
            409: components["responses"]["SlugTaken"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: null;
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["CategoryNotFound"];
            409: components["responses"]["CategoryInUse"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listStores: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                city?: string;
                /** @description Slug or id; its subcategories count. */
                category?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Store"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    createStore: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lines of visible characters.
                     * @default
                     */
                    description?: string;
                    categoryIds: string[];
                    address: {
                        /** @description One line of visible characters. */
                        line1: string;
                        /** @description One line of visible characters. */
                        area: string;
                        /** @description One line of visible characters. */
                        city: string;
                        /** @description One line of visible characters. */
                        state: string;
                        /**
                         * @description PIN code of India Post.
                         * @example 560001
                         */
                        pincode: string;
                    };
                    location: {
                        lat: number;
                        lng: number;
                    };
                    hours: {
                        /**
                         * @description A zone of the IANA time zone database.
                         * @example Asia/Kolkata
                         */
                        zone: string;
                        weekly: {
                            /** @enum {string} */
                            day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
                            opens: string;
                            closes: string | "24:00";
                        }[];
                    };
                    minimumOrder: components["schemas"]["Money"];
                    deliveryFee: components["schemas"]["Money"];
                    deliveryRadiusMetres: number;
                    /** @default null */
                    gstin?: string | null;
                    /** @default null */
                    image?: string | null;
                    /** @default true */
                    active?: boolean;
                    /** @description For admins to set. */
                    ownerUserId?: string;
                    /** @description For admins to set. */
                    partner?: boolean;
                    /** @description For admins to set; 500 is 5 %. */
                    cashbackBps?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            store: components["schemas"]["Store"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["IdempotencyInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listNearbyStores: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                lat: string;
                lng: string;
                /** @description Metres; 5000 when not given. The installation sets the largest. */
                radius?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["NearbyStore"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listCategoryStores: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Store"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version, and whether it is open. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            store: components["schemas"]["Store"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["StoreNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lines of visible characters.
                     * @default
                     */
                    description?: string;
                    categoryIds: string[];
                    address: {
                        /** @description One line of visible characters. */
                        line1: string;
                        /** @description One line of visible characters. */
                        area: string;
                        /** @description One line of visible characters. */
                        city: string;
                        /** @description One line of visible characters. */
                        state: string;
                        /**
                         * @description PIN code of India Post.
                         * @example 560001
                         */
                        pincode: string;
                    };
                    location: {
                        lat: number;
                        lng: number;
                    };
                    hours: {
                        /**
                         * @description A zone of the IANA time zone database.
                         * @example Asia/Kolkata
                         */
                        zone: string;
                        weekly: {
                            /** @enum {string} */
                            day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
                            opens: string;
                            closes: string | "24:00";
                        }[];
                    };
                    minimumOrder: components["schemas"]["Money"];
                    deliveryFee: components["schemas"]["Money"];
                    deliveryRadiusMetres: number;
                    /** @default null */
                    gstin?: string | null;
                    /** @default null */
                    image?: string | null;
                    /** @default true */
                    active?: boolean;
                    /** @description For admins to set. */
                    ownerUserId?: string;
                    /** @description For admins to set. */
                    partner?: boolean;
                    /** @description For admins to set; 500 is 5 %. */
                    cashbackBps?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version, and whether it is open. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            store: components["schemas"]["Store"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["StoreNotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    deleteStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: null;
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["StoreNotFound"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Each word must begin a word of name, brand or tags. */
                q?: string;
                /** @description Slug or id; its subcategories count. */
                category?: string;
                store?: string;
                minPrice?: string;
                maxPrice?: string;
                inStock?: "true" | "false";
                featured?: "true" | "false";
                sort?: "newest" | "price_asc" | "price_desc" | "name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Product"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFoundOrStoreNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lines of visible characters.
                     * @default
                     */
                    description?: string;
                    /** @default null */
                    brand?: string | null;
                    /** @description An id. */
                    categoryId: string;
                    /** @default [] */
                    options?: {
                        /** @description One line of visible characters. */
                        name: string;
                        values: string[];
                    }[];
                    variants: {
                        sku: string;
                        /**
                         * @description One value for each option of the product, by its name.
                         * @default {}
                         */
                        options?: {
                            [key: string]: string;
                        };
                        /** @description `selling` is what it costs now, and never above `original`. */
                        price: {
                            original: components["schemas"]["Money"];
                            selling: components["schemas"]["Money"];
                        };
                        /** @default null */
                        barcode?: string | null;
                        /**
                         * @description Units on hand of a SKU that is new; others are adjusted.
                         * @default 0
                         */
                        stock?: number;
                        /** @description At this many available units or fewer it is low. */
                        lowStockThreshold?: number;
                    }[];
                    /** @description Basis points: 1800 is 18 %. */
                    gstRateBps: number;
                    hsn: string;
                    /** @default true */
                    taxInclusive?: boolean;
                    /** @default [] */
                    specifications?: {
                        /** @description One line of visible characters. */
                        name: string;
                        /** @description Lines of visible characters. */
                        value: string;
                    }[];
                    /** @default [] */
                    tags?: string[];
                    /** @default [] */
                    images?: string[];
                    /** @default false */
                    featured?: boolean;
                    /** @description An id. */
                    storeId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            product: components["schemas"]["Product"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["StoreNotFound"];
            409: components["responses"]["IdempotencyInProgressOrSkuTaken"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listCategoryProducts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Each word must begin a word of name, brand or tags. */
                q?: string;
                store?: string;
                minPrice?: string;
                maxPrice?: string;
                inStock?: "true" | "false";
                featured?: "true" | "false";
                sort?: "newest" | "price_asc" | "price_desc" | "name";
            };
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Product"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFoundOrStoreNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listStoreProducts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Each word must begin a word of name, brand or tags. */
                q?: string;
                /** @description Slug or id; its subcategories count. */
                category?: string;
                minPrice?: string;
                maxPrice?: string;
                inStock?: "true" | "false";
                featured?: "true" | "false";
                sort?: "newest" | "price_asc" | "price_desc" | "name";
            };
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Product"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CategoryNotFoundOrStoreNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version, and a stamp that changes with its stock. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            product: components["schemas"]["Product"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ProductNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    name: string;
                    /**
                     * @description Lines of visible characters.
                     * @default
                     */
                    description?: string;
                    /** @default null */
                    brand?: string | null;
                    /** @description An id. */
                    categoryId: string;
                    /** @default [] */
                    options?: {
                        /** @description One line of visible characters. */
                        name: string;
                        values: string[];
                    }[];
                    variants: {
                        sku: string;
                        /**
                         * @description One value for each option of the product, by its name.
                         * @default {}
                         */
                        options?: {
                            [key: string]: string;
                        };
                        /** @description `selling` is what it costs now, and never above `original`. */
                        price: {
                            original: components["schemas"]["Money"];
                            selling: components["schemas"]["Money"];
                        };
                        /** @default null */
                        barcode?: string | null;
                        /**
                         * @description Units on hand of a SKU that is new; others are adjusted.
                         * @default 0
                         */
                        stock?: number;
                        /** @description At this many available units or fewer it is low. */
                        lowStockThreshold?: number;
                    }[];
                    /** @description Basis points: 1800 is 18 %. */
                    gstRateBps: number;
                    hsn: string;
                    /** @default true */
                    taxInclusive?: boolean;
                    /** @default [] */
                    specifications?: {
                        /** @description One line of visible characters. */
                        name: string;
                        /** @description Lines of visible characters. */
                        value: string;
                    }[];
                    /** @default [] */
                    tags?: string[];
                    /** @default [] */
                    images?: string[];
                    /** @default false */
                    featured?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Its version, and a stamp that changes with its stock. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            product: components["schemas"]["Product"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ProductNotFound"];
            409: components["responses"]["SkuTaken"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: null;
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ProductNotFound"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getInventory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            inventory: components["schemas"]["Inventory"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SkuNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adjustInventory: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Units that came in; below zero: that went out. */
                    delta: number;
                    /** @description Lines of visible characters. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            inventory: components["schemas"]["Inventory"];
                            /** @description An id. */
                            adjustmentId: string;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SkuNotFound"];
            409: components["responses"]["IdempotencyInProgressOrOutOfStock"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getWalletBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["WalletBalance"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listWalletTransactions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                type?: "topup" | "hold" | "void" | "capture" | "refund";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["WalletTransaction"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    startTopup: {
        parameters: {
            query?: never;
            header: {
                /** @description Names this request: sent again with the same key it has its effect once. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: components["schemas"]["PositiveMoney"];
                    /** @enum {string} */
                    provider: "razorpay";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["TopupCheckout"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrIdempotencyKeyRequired"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description AMOUNT_OUT_OF_RANGE: The amount is outside the limits.
             *
             *     IDEMPOTENCY_MISMATCH: This Idempotency-Key was used with another request.
             *
             *     VALIDATION_FAILED: Some fields are not valid.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: false;
                        /** @description Words for people. */
                        error: string;
                        /** @enum {string} */
                        code: "AMOUNT_OUT_OF_RANGE" | "IDEMPOTENCY_MISMATCH" | "VALIDATION_FAILED";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["PaymentProviderFailed"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Payment"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            payment: components["schemas"]["Payment"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PaymentNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    verifyRazorpayPayment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description razorpay_order_id */
                    orderId: string;
                    /** @description razorpay_payment_id */
                    paymentId: string;
                    /** @description razorpay_signature */
                    signature: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            payment: components["schemas"]["Payment"];
                            /** @description The top-up that was paid. */
                            topup: {
                                /** @description An id. */
                                id: string;
                                /**
                                 * @description From the wallet: authorised (held), then captured or voided. Through a provider: created, pending, then captured, failed, or parked while people look at it.
                                 * @enum {string}
                                 */
                                status: "created" | "pending" | "authorised" | "captured" | "failed" | "voided" | "parked";
                                amount: components["schemas"]["Money"];
                            };
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidSignature"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["PaymentNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["PaymentProviderFailed"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    receiveRazorpayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description HMAC-SHA256 of the body with the secret of the webhook, in hex. */
                "x-razorpay-signature"?: string;
                /** @description Razorpay's id of the event, the same however often it is sent. */
                "x-razorpay-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** @constant */
                            received: true;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidSignature"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminVerifyLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            report: components["schemas"]["LedgerReport"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminListLedgerAccounts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["LedgerAccount"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                category?: "orders" | "wallet" | "scans";
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["Notification"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                        meta: {
                            /** @description Send as `cursor` for the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequestOrInvalidCursor"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    countUnreadNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            count: number;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    markAllNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description An id: a prefix that tells the kind, and a ULID, which sorts by time.
                     * @example ntf_01K5A4Z8S9V3N6M2T7Q0R1W4XY
                     */
                    upTo?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            marked: number;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotificationNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    markNotificationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id: a prefix that tells the kind, and a ULID, which sorts by time. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            notification: components["schemas"]["Notification"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotificationNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    removeNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id: a prefix that tells the kind, and a ULID, which sorts by time. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: null;
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotificationNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listErrorCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            items: components["schemas"]["ErrorCode"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getApiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description Changes with the document. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
}
