// Made by `npm run contract` from the declared routes. Not edited by hand.
export interface paths {
    "/api/v1/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code by SMS */
        post: operations["requestOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/send-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a sign-in code by SMS, for older clients
         * @description The same as `/api/v1/auth/otp/request`.
         */
        post: operations["requestOtpByPhoneNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a code
         * @description Makes the user at the first time; `email` counts for a new user only.
         */
        post: operations["verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a code, for older clients
         * @description Without a `sessionId` the newest code of the phone counts.
         */
        post: operations["verifyOtpByPhoneNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description For a few seconds after its use a refresh token still answers with its one successor; whoever presents it later ends the session.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session that asks */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all your sessions */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your active sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your sessions */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get your profile */
        get: operations["getProfile"];
        /**
         * Change fields of your profile
         * @description Fields left out stay as they are; null takes a field away.
         */
        put: operations["updateProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Give a user another role or status
         * @description Only an owner may touch, make or unmake admins and owners; nobody changes themselves. Taking a role away, or blocking, ends the sessions at once.
         *
         *     For admin, owner.
         */
        patch: operations["adminUpdateUser"];
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the public keys that access tokens are verified with (RFC 7517) */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the public keys that access tokens are verified with (RFC 7517)
         * @description The same as `/.well-known/jwks.json`, below the prefix of auth.
         */
        get: operations["getAuthJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in auth, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListAuthAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/auth/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what auth gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayAuthAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/auth/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in auth as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveAuthAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/auth/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in auth, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListAuthAttentionAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/api/v1/admin/attention/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in catalog, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListCatalogAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/catalog/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what catalog gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayCatalogAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/catalog/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in catalog as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveCatalogAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/catalog/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in catalog, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListCatalogAttentionAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the cart, priced anew, with its problems */
        get: operations["getCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an article into the cart
         * @description The first add of a guest makes a cart and answers its token; so does an add with a token that is unknown or has expired.
         */
        post: operations["addCartItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/update/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the quantity of a line */
        put: operations["updateCartItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/remove/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a line out of the cart */
        delete: operations["removeCartItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Empty the cart */
        delete: operations["clearCart"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the cart of a guest into the account */
        post: operations["mergeCarts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your placed orders, newest first */
        get: operations["listOrders"];
        put?: never;
        /**
         * Buy what is in the cart
         * @description One order a key. Refusals are final under their Idempotency-Key; after a 503 or 504 that gave the order up, the same key answers ORDER_FAILED, and after a 504 whose order is still under way it finds that order again. A changed price refuses nothing and is told in `problems`.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Call an order off before it is shipped */
        put: operations["cancelOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an order */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the way an order has come */
        get: operations["trackOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Move an order on
         * @description Merchants move orders that are wholly from shops of their own, and only settled ones.
         *
         *     For merchant, admin, owner.
         */
        put: operations["updateOrderStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all orders, newest first, also those that came to nothing
         * @description For admin, owner.
         */
        get: operations["adminListOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in orders, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListOrdersAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/orders/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what orders gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayOrdersAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/orders/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in orders as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveOrdersAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/orders/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in orders, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListOrdersAttentionAudit"];
        put?: never;
        post?: never;
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
    "/api/v1/admin/payments/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List captured money that counts for no payment, oldest first
         * @description For admin, owner.
         */
        get: operations["adminListUnmatchedMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments/unmatched/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give unmatched money back to the customer now
         * @description For admin, owner.
         */
        post: operations["adminRefundUnmatchedMoney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments/unmatched/{id}/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give unmatched money to the user whose payment it was meant for
         * @description For admin, owner.
         */
        post: operations["adminCreditUnmatchedMoney"];
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
         * Get the last report on the ledger, and how far the run under way has come
         * @description For admin, owner.
         */
        get: operations["adminGetLedgerVerification"];
        put?: never;
        /**
         * Start to verify the ledger, or join the run that is under way
         * @description For admin, owner.
         */
        post: operations["adminVerifyLedger"];
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
    "/api/v1/admin/attention/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in wallet, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListWalletAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/wallet/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what wallet gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayWalletAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/wallet/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in wallet as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveWalletAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/wallet/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in wallet, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListWalletAttentionAudit"];
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
    "/api/v1/admin/attention/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in notify, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListNotifyAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/notify/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what notify gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayNotifyAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/notify/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in notify as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveNotifyAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/notify/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in notify, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListNotifyAttentionAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your cars, newest first */
        get: operations["listCars"];
        put?: never;
        /**
         * Register a car
         * @description Makes its QR code.
         */
        post: operations["registerCar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of your cars */
        get: operations["getCar"];
        /**
         * Replace what a car says
         * @description What is left out is cleared; the code stays.
         */
        put: operations["updateCar"];
        post?: never;
        /**
         * Remove a car
         * @description Its printed code answers QR_CODE_GONE from then on.
         */
        delete: operations["deleteCar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cars/qr/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View a scanned car
         * @description Counted as a scan. The owner is shown where the owner is premium, or with the reveal token that a lead earned.
         */
        get: operations["viewScannedCar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Check whether a code is in use
         * @description Not counted as a scan.
         */
        head: operations["checkCode"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/cars/qr/{code}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell the owner of a scanned car something from a list
         * @description No number crosses, in either direction.
         */
        post: operations["contactCarOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the scans of all your cars, newest first */
        get: operations["listScans"];
        put?: never;
        /** Leave phone and e-mail, and see the owner for a while */
        post: operations["recordLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cars/{id}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the scans of one of your cars, newest first */
        get: operations["listCarScans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/qr-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your images, newest first */
        get: operations["listQrImages"];
        put?: never;
        /** Order an image of the code of a car */
        post: operations["createQrImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/qr-codes/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download an image */
        get: operations["downloadQrImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/q/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the page behind a printed code
         * @description Counted as a scan, unless a program or a prefetch opens it.
         */
        get: operations["openScanPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Check whether the page behind a code exists
         * @description Not counted as a scan.
         */
        head: operations["checkScanPage"];
        patch?: never;
        trace?: never;
    };
    "/q/{code}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit the form that leaves phone and e-mail, and see the owner
         * @description 422 is the form again, with what was typed and what is wrong with it.
         */
        post: operations["submitLeadForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/q/{code}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit the form that tells the owner something from a list */
        post: operations["submitContactForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/nfc-qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in nfc-qr, longest waiting first
         * @description For admin, owner.
         */
        get: operations["adminListNfcQrAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/nfc-qr/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what nfc-qr gave up
         * @description Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.
         *
         *     For admin, owner.
         */
        post: operations["adminReplayNfcQrAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/nfc-qr/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what is stuck in nfc-qr as it is, for it was settled by other means
         * @description It cannot be undone. Once, as replay.
         *
         *     For owner.
         */
        post: operations["adminResolveNfcQrAttention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/attention/nfc-qr/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done about stuck work in nfc-qr, the latest first
         * @description For admin, owner.
         */
        get: operations["adminListNfcQrAttentionAudit"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/api/v1/admin/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is stuck in all services, longest waiting first
         * @description Replay and resolve are routes of the service that an item names. A service that does not answer in time is named in `unavailable`, and what it has comes on a later page, or with a new list.
         *
         *     For admin, owner.
         */
        get: operations["adminListAttention"];
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
        /** @description A code is on its way. */
        OtpSent: {
            /** @description To be sent back with the code. */
            sessionId: string;
            /** @description Seconds that the code lives. */
            expiresIn: number;
            /** @description Seconds until another code may be asked for. */
            retryAfter: number;
        };
        /** @description One problem, with facts about it. */
        ErrorDetail: {
            /** @description The field, dotted, as in lines.0.quantity. */
            path?: string;
            message?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Who has signed in, and what to act with from now on. */
        SignedIn: {
            user: components["schemas"]["User"];
            /** @description The access token, under the name that the first app knows it by. */
            token: string;
            /** @description A JWT for `Authorization: Bearer`. */
            accessToken: string;
            /** @description Opaque; each use gives the next one. */
            refreshToken: string;
            /** @description Seconds that the access token lives. */
            expiresIn: number;
            /** @description Whether this sign-in made the account. */
            isNewUser: boolean;
        };
        /** @description A user as the person themselves, or an admin, sees them. */
        User: {
            /** @description An id. */
            id: string;
            /**
             * @description A phone number in E.164 form.
             * @example +919876543210
             */
            phone: string;
            email: string | null;
            /** @description First and last name, as far as they are known; may be empty. */
            name: string;
            firstName: string | null;
            lastName: string | null;
            dateOfBirth: string | null;
            gender: ("female" | "male" | "other") | null;
            /** @description https address of a picture. */
            avatar: string | null;
            location: {
                address?: string;
                city?: string;
                state?: string;
                pincode?: string;
                /** @description Longitude and latitude in degrees, in this order. */
                coordinates?: [
                    number,
                    number
                ];
            } | null;
            /** @description Whether who scans a code of this person may see the number. */
            sharePhone: boolean;
            roles: ("user" | "expert" | "merchant" | "admin" | "owner")[];
            /** @enum {string} */
            status: "active" | "blocked";
            /**
             * @description The plan that counts now.
             * @enum {string}
             */
            plan: "basic" | "premium";
            /** @description Null for a plan that does not end, and for basic. */
            planExpiresAt: string | null;
            isPremium: boolean;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description One sign-in on one device. */
        Session: {
            /** @description An id. */
            id: string;
            /** @description User-Agent of the sign-in, shortened. */
            device: string | null;
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
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description Moves on with each refresh.
             * @example 2026-09-14T09:30:00.000Z
             */
            expiresAt: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
        };
        /** @description Something that nothing but a person can help. */
        AttentionItem: {
            /**
             * @description The kind, a colon, and the id among its kind.
             * @example process:cancellation:ord_1
             */
            id: string;
            service: string;
            /** @description What is stuck: job, dead-letter, process, money. New kinds may come. */
            kind: string;
            /** @description What is the matter, in one sentence for people. */
            title: string;
            /** @description Id of the order, person or payment it is about. */
            subject?: string;
            /**
             * Format: date-time
             * @description Since when it waits for somebody.
             * @example 2026-09-14T09:30:00.000Z
             */
            since: string;
            /** @description Tries that failed before it was given up. */
            attempts: number;
            /** @description A code of the catalogue, or a few words. */
            reason: string;
            actions: ("replay" | "resolve")[];
            /** @description Facts about it by kind; small, and nothing personal. */
            data?: {
                [key: string]: (string | number | boolean) | {
                    [key: string]: string | number | boolean;
                }[];
            };
            /** @description Send as `cursor` for what comes after this one. */
            cursor: string;
        };
        /** @description What somebody did about stuck work. Never changed. */
        AttentionAudit: {
            id: string;
            /**
             * @description The kind, a colon, and the id among its kind.
             * @example process:cancellation:ord_1
             */
            itemId: string;
            /** @description What is stuck: job, dead-letter, process, money. New kinds may come. */
            kind: string;
            /** @enum {string} */
            action: "replay" | "resolve";
            /** @description Id of the admin. */
            by: string;
            note?: string;
            /**
             * @description What acts in the database alone has one row, done. What acts outside is begun first, and then done or failed.
             * @enum {string}
             */
            outcome: "begun" | "done" | "failed";
            /** @description Of one that failed: why. */
            code?: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            at: string;
        };
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
        /** @description A cart, priced by what catalog offers now. */
        Cart: {
            /** @description Grows with every change. */
            version: number;
            items: components["schemas"]["CartItem"][];
            stores: components["schemas"]["StoreShare"][];
            totals: components["schemas"]["Totals"];
            problems: components["schemas"]["CartProblem"][];
        };
        /** @description A line of a cart. One that cannot be sold has no price; it stays, so that it can be removed. */
        CartItem: {
            itemId: string;
            productId: string;
            variantId: string;
            quantity: number;
            sku?: string;
            name?: string;
            unitPrice?: components["schemas"]["Money"];
            label?: string;
            imageUrl?: string;
            storeId?: string;
            discount?: components["schemas"]["Money"];
            tax?: components["schemas"]["Money"];
            lineTotal?: components["schemas"]["Money"];
        };
        /** @description A store's part of a cart or order. */
        StoreShare: {
            storeId: string;
            name: string;
            /** @description All line totals of the store. */
            goods: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
        };
        Totals: {
            /** @description Goods before discount, without tax. */
            subtotal: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            /** @description Known once it is known where the goods go. */
            taxSplit?: components["schemas"]["TaxSplit"];
            delivery: components["schemas"]["Money"];
            /** @description subtotal - discount + tax + delivery, exactly. */
            total: components["schemas"]["Money"];
        };
        /** @description GST by who levies it: half each inside a state, integrated across states. */
        TaxSplit: {
            cgst: components["schemas"]["Money"];
            sgst: components["schemas"]["Money"];
            igst: components["schemas"]["Money"];
        };
        /** @description What is wrong with a cart as it stands. */
        CartProblem: components["schemas"]["PriceChange"] | {
            /** @constant */
            code: "OUT_OF_STOCK";
            itemId: string;
            sku: string;
            wanted: number;
            available: number;
        } | {
            /** @constant */
            code: "PRODUCT_GONE";
            itemId: string;
        } | {
            /** @constant */
            code: "CURRENCY_MISMATCH";
            itemId: string;
        } | {
            /** @constant */
            code: "BELOW_MINIMUM";
            storeId: string;
            minimum: components["schemas"]["Money"];
            goods: components["schemas"]["Money"];
        };
        PriceChange: {
            /** @constant */
            code: "PRICE_CHANGED";
            itemId: string;
            /** @description The price that the cart had shown. */
            from: components["schemas"]["Money"];
            to: components["schemas"]["Money"];
        };
        AddedCartItem: {
            itemId: string;
            productId: string;
            variantId: string;
            sku: string;
            name: string;
            unitPrice: components["schemas"]["Money"];
            /** @description Units in the cart by now. */
            quantity: number;
        };
        Order: {
            id: string;
            /** @description For people; not an invoice number. */
            number: string;
            userId: string;
            /** @enum {string} */
            status: "pending_payment" | "placed" | "confirmed" | "packed" | "shipped" | "out_for_delivery" | "delivered" | "cancelled" | "returned" | "refunded";
            /** @description Grows by one with each change of status. */
            version: number;
            items: components["schemas"]["OrderLine"][];
            stores: components["schemas"]["StoreShare"][];
            totals: components["schemas"]["Totals"];
            address: components["schemas"]["DeliveryAddress"];
            notes?: string;
            payment: {
                id: string;
                /** @enum {string} */
                method: "wallet" | "razorpay" | "stripe" | "paypal" | "cod";
                /** @enum {string} */
                status: "pending" | "authorised" | "captured" | "voided" | "refunded";
            };
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Missing of one that never came about.
             * @example 2026-09-14T09:30:00.000Z
             */
            placedAt?: string;
            /** @description The code of why its checkout turned back. */
            failure?: string;
        };
        /** @description An article as it was sold. */
        OrderLine: {
            itemId: string;
            productId: string;
            variantId: string;
            sku: string;
            name: string;
            label: string;
            imageUrl: string;
            storeId: string;
            hsn: string;
            /** @description GST in basis points: 1800 is 18 %. */
            gstRateBps: number;
            /** @description Whether unitPrice holds the tax. */
            taxInclusive: boolean;
            quantity: number;
            unitPrice: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            /** @description What tax is due on. */
            taxable: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            taxSplit?: components["schemas"]["TaxSplit"];
            /** @description taxable + tax */
            lineTotal: components["schemas"]["Money"];
        };
        DeliveryAddress: {
            name: string;
            line1: string;
            city: string;
            state: string;
            pincode: string;
            phone: string;
        };
        /** @description The way an order has come. */
        OrderTracking: {
            orderId: string;
            number: string;
            /** @enum {string} */
            status: "pending_payment" | "placed" | "confirmed" | "packed" | "shipped" | "out_for_delivery" | "delivered" | "cancelled" | "returned" | "refunded";
            version: number;
            entries: {
                /** @enum {string} */
                status: "pending_payment" | "placed" | "confirmed" | "packed" | "shipped" | "out_for_delivery" | "delivered" | "cancelled" | "returned" | "refunded";
                /**
                 * Format: date-time
                 * @description A moment, ISO 8601 in UTC.
                 * @example 2026-09-14T09:30:00.000Z
                 */
                at: string;
                /**
                 * @description Of staff only that it was staff.
                 * @enum {string}
                 */
                actor: "customer" | "staff" | "system";
                note?: string;
            }[];
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
            /** @description What a provider took back after it was spent. Money that comes in pays it first; missing when nothing is owed. */
            owed?: components["schemas"]["Money"];
        };
        /** @description What one transfer did to the spendable balance. */
        WalletTransaction: {
            /**
             * @description The transfer.
             * @example top_01K5A4Z8S9V3N6M2T7Q0R1W4XY:topup
             */
            id: string;
            /** @enum {string} */
            type: "topup" | "hold" | "void" | "capture" | "refund" | "reversal" | "reinstatement";
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
        /** @description Money that a provider captured and that counts for no payment of ours. */
        UnmatchedMoney: {
            /** @example razorpay:pay_29QQoUBi66xm2f */
            id: string;
            /** @enum {string} */
            provider: "razorpay";
            /** @description The provider's payment. */
            providerPaymentId: string;
            /** @description The payment of ours that it was meant for. */
            paymentId: string;
            /** @description An id. */
            userId: string;
            /** @description Why it does not count, in words for staff. */
            reason: string;
            /** @description What was captured. */
            amount: components["schemas"]["Money"];
            /** @description What of it is still in suspense. */
            left: components["schemas"]["Money"];
            /**
             * @description Held, then on its way back (refunding) and returned to the customer, or credited to the user by an admin.
             * @enum {string}
             */
            status: "held" | "refunding" | "returned" | "credited";
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
            /** @description What admins decided about it, oldest first. */
            decisions: {
                /** @enum {string} */
                action: "refund" | "credit";
                /** @description The admin. */
                by: string;
                note: string;
                /**
                 * Format: date-time
                 * @description A moment, ISO 8601 in UTC.
                 * @example 2026-09-14T09:30:00.000Z
                 */
                at: string;
            }[];
        };
        /** @description One run of the check of the ledger. */
        LedgerVerification: {
            /** @description An id. */
            id: string;
            /**
             * @description Full, or of each account only what came after the entry up to which it was sound before.
             * @enum {string}
             */
            mode: "incremental" | "full";
            /** @enum {string} */
            state: "running" | "ended";
            /** @description The admin who asked for it. */
            by: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it came this far.
             * @example 2026-09-14T09:30:00.000Z
             */
            progressAt: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            endedAt?: string;
            progress: {
                /** @enum {string} */
                phase: "accounts" | "missing" | "transfers" | "done";
                accounts: number;
                entries: number;
                transfers: number;
                /** @description How many were found so far; a hundred at the most. */
                problems: number;
            };
            /** @description Once it has ended. */
            report?: components["schemas"]["LedgerReport"];
        };
        /** @description What recomputing the ledger found. */
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
                rule: "sum_not_zero" | "below_zero" | "above_zero" | "balance_differs_from_replay" | "held_differs_from_holds" | "turnover_differs" | "chain_broken" | "entry_altered" | "transfer_altered" | "transfer_missing" | "entry_missing" | "account_missing";
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
        /** @description A car, as its owner sees it. */
        Car: {
            /**
             * @description An id: a prefix that tells the kind, and a ULID, which sorts by time.
             * @example car_01K5A4Z8S9V3N6M2T7Q0R1W4XY
             */
            id: string;
            /** @description As on its plate; scanners see it masked. */
            carNumber: string;
            carModel: string;
            /** @description Shown to everybody who scans the code. */
            customMessage?: string;
            /** @description Labels and texts, shown to whoever may see the owner. */
            customFields: {
                [key: string]: string;
            };
            /** @description How the app draws the sticker. */
            selectedTemplate: string;
            qr: {
                /** @description What its sticker says, 17 symbols. */
                code: string;
                /** @description Where the printed code leads. */
                url: string;
            };
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
        /** @description A scanned car; `gate` says whether its owner is kept back. */
        ScannedCar: {
            /** @constant */
            gate: true;
            car: components["schemas"]["MaskedCar"];
        } | {
            /** @constant */
            gate: false;
            car: components["schemas"]["FullCar"];
        };
        /** @description What anybody with the code sees of a car. */
        MaskedCar: {
            model: string;
            /** @description Its number plate; the middle is asterisks. */
            maskedNumber: string;
            customMessage: string | null;
        };
        /** @description A car with its owner. */
        FullCar: {
            model: string;
            /** @description Its number plate; the middle is asterisks. */
            maskedNumber: string;
            customMessage: string | null;
            carNumber: string;
            customFields: {
                [key: string]: string;
            };
            selectedTemplate: string;
            owner: {
                name: string;
                /** @description Masked, unless the owner agreed to share it. */
                phone: string;
            };
        };
        /** @description A message to an owner, as the scanner sees it. */
        ContactActivity: {
            /** @description An id. */
            id: string;
            /** @constant */
            kind: "contact";
            reason: components["schemas"]["ContactReason"];
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            scannedAt: string;
        };
        /**
         * @description What a message is about.
         * @enum {string}
         */
        ContactReason: "lights_on" | "window_open" | "alarm_ringing" | "blocking_the_way" | "being_towed" | "accident" | "other";
        /** @description What a scanner left, as the scanner sees it. */
        LeadActivity: {
            /** @description An id. */
            id: string;
            /** @constant */
            kind: "lead";
            notes?: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            scannedAt: string;
        };
        /** @description What a lead earns: the owner, for a while. */
        Reveal: {
            /** @description For the header X-Reveal-Token. */
            token: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            expiresAt: string;
            /** @description Missing when the request came again after `expiresAt`. */
            car?: components["schemas"]["FullCar"];
        };
        /** @description Somebody was at a code, as the owner of the car sees it. */
        Scan: {
            /** @description An id. */
            id: string;
            /** @enum {string} */
            kind: "view" | "lead" | "contact";
            carId: string;
            /** @description Of a lead, in E.164 form. */
            scannerPhone?: string;
            /** @description Of a lead. */
            scannerEmail?: string;
            /** @description Of a lead. */
            notes?: string;
            /** @description Of a contact. */
            reason?: components["schemas"]["ContactReason"];
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            scannedAt: string;
        };
        /** @description An image of the code of a car. */
        QrImage: {
            /** @description An id. */
            id: string;
            /**
             * @description What the code leads to.
             * @constant
             */
            target: "car";
            /** @description An id. */
            targetId: string;
            code: string;
            /** @description What the printed code says. */
            url: string;
            /**
             * @description Edges in inches.
             * @enum {string}
             */
            size: "3x3" | "4x4";
            /** @enum {string} */
            format: "png" | "svg";
            /**
             * @description How much of a damaged print can be restored: 7, 15, 25 or 30 %.
             * @enum {string}
             */
            ecc: "L" | "M" | "Q" | "H";
            /** @description Path of the image itself. */
            imageUrl: string;
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
        } | {
            /** @constant */
            kind: "needs_attention";
            service: string;
            /** @description What is stuck: job, dead-letter, process, money. */
            about: string;
            /** @description How many are told of at once; the rest is about the first. */
            count: number;
            id: string;
            title: string;
            /**
             * Format: date-time
             * @description A moment, ISO 8601 in UTC.
             * @example 2026-09-14T09:30:00.000Z
             */
            since: string;
        };
    };
    responses: {
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
         * @description INVALID_PHONE: That is not a valid phone number.
         *
         *     VALIDATION_FAILED: Some fields are not valid.
         */
        InvalidPhoneOrValidationFailed: {
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
                    code: "INVALID_PHONE" | "VALIDATION_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description OTP_RATE_LIMITED: Too many codes asked for; try again later.
         *
         *     RATE_LIMITED: Too many requests; try again later.
         */
        OtpRateLimitedOrRateLimited: {
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
                    code: "OTP_RATE_LIMITED" | "RATE_LIMITED";
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
        /**
         * @description INVALID_OTP: The code is wrong or has expired.
         *
         *     UNAUTHORIZED: Sign in to continue.
         */
        InvalidOtpOrUnauthorized: {
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
                    code: "INVALID_OTP" | "UNAUTHORIZED";
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
        /**
         * @description REFRESH_TOKEN_REUSED: This sign-in was ended for safety; sign in again.
         *
         *     UNAUTHORIZED: Sign in to continue.
         */
        RefreshTokenReusedOrUnauthorized: {
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
                    code: "REFRESH_TOKEN_REUSED" | "UNAUTHORIZED";
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
        /** @description SESSION_NOT_FOUND: No such session. */
        SessionNotFound: {
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
                    code: "SESSION_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description USER_NOT_FOUND: No such user. */
        UserNotFound: {
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
                    code: "USER_NOT_FOUND";
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
        /** @description NOT_FOUND: There is nothing here. */
        NotFound: {
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
                    code: "NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description ILLEGAL_TRANSITION: That change is not possible in this state. */
        IllegalTransition: {
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
                    code: "ILLEGAL_TRANSITION";
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
         * @description AMOUNT_OUT_OF_RANGE: The amount is outside the limits.
         *
         *     VALIDATION_FAILED: Some fields are not valid.
         */
        AmountOutOfRangeOrValidationFailed: {
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
                    code: "AMOUNT_OUT_OF_RANGE" | "VALIDATION_FAILED";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description PRODUCT_NOT_FOUND: No such product.
         *
         *     SKU_NOT_FOUND: No such article.
         */
        ProductNotFoundOrSkuNotFound: {
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
                    code: "PRODUCT_NOT_FOUND" | "SKU_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description CART_ITEM_NOT_FOUND: That line is not in the cart. */
        CartItemNotFound: {
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
                    code: "CART_ITEM_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description CART_CHANGED: The cart changed while you were paying; look at it again. */
        CartChanged: {
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
                    code: "CART_CHANGED";
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
        /** @description ORDER_NOT_FOUND: No such order. */
        OrderNotFound: {
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
                    code: "ORDER_NOT_FOUND";
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
        /**
         * @description IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running.
         *
         *     ILLEGAL_TRANSITION: That change is not possible in this state.
         */
        IdempotencyInProgressOrIllegalTransition: {
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
                    code: "IDEMPOTENCY_IN_PROGRESS" | "ILLEGAL_TRANSITION";
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
        /** @description CAR_NOT_FOUND: No such car. */
        CarNotFound: {
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
                    code: "CAR_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description QR_CODE_NOT_FOUND: No such code. */
        QrCodeNotFound: {
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
                    code: "QR_CODE_NOT_FOUND";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /** @description QR_CODE_GONE: This code is no longer in use. */
        QrCodeGone: {
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
                    code: "QR_CODE_GONE";
                    /** @description Names the request in our logs. */
                    requestId: string;
                    details?: components["schemas"]["ErrorDetail"][];
                };
            };
        };
        /**
         * @description QR_CODE_NOT_FOUND: No such code.
         *
         *     USER_NOT_FOUND: No such user.
         */
        QrCodeNotFoundOrUserNotFound: {
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
                    code: "QR_CODE_NOT_FOUND" | "USER_NOT_FOUND";
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
    requestOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A mobile number as people write it, with or without the country code. */
                    phone: string;
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
                        data: components["schemas"]["OtpSent"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidPhoneOrValidationFailed"];
            429: components["responses"]["OtpRateLimitedOrRateLimited"];
            500: components["responses"]["ServerError"];
            /**
             * @description OVERLOADED: We are very busy; try again in a moment.
             *
             *     SMS_UNAVAILABLE: The code could not be sent; try again.
             *
             *     UPSTREAM_UNAVAILABLE: This part is unavailable at the moment; try again.
             */
            503: {
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
                        code: "OVERLOADED" | "SMS_UNAVAILABLE" | "UPSTREAM_UNAVAILABLE";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    requestOtpByPhoneNumber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A mobile number as people write it, with or without the country code. */
                    phoneNumber: string;
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
                        data: components["schemas"]["OtpSent"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidPhoneOrValidationFailed"];
            429: components["responses"]["OtpRateLimitedOrRateLimited"];
            500: components["responses"]["ServerError"];
            /**
             * @description OVERLOADED: We are very busy; try again in a moment.
             *
             *     SMS_UNAVAILABLE: The code could not be sent; try again.
             *
             *     UPSTREAM_UNAVAILABLE: This part is unavailable at the moment; try again.
             */
            503: {
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
                        code: "OVERLOADED" | "SMS_UNAVAILABLE" | "UPSTREAM_UNAVAILABLE";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    verifyOtp: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sessionId: string;
                    /** @description A mobile number as people write it, with or without the country code. */
                    phone: string;
                    otp: string;
                    /**
                     * Format: email
                     * @description An e-mail address.
                     * @example asha@example.com
                     */
                    email?: string;
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
                        data: components["schemas"]["SignedIn"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidOtpOrUnauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidPhoneOrValidationFailed"];
            429: components["responses"]["OtpRateLimitedOrRateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    verifyOtpByPhoneNumber: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A mobile number as people write it, with or without the country code. */
                    phoneNumber: string;
                    otp: string;
                    sessionId?: string;
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
                        data: components["schemas"]["SignedIn"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidOtpOrUnauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidPhoneOrValidationFailed"];
            429: components["responses"]["OtpRateLimitedOrRateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Opaque: visible ASCII characters. */
                    refreshToken: string;
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
                            /** @description The access token, under the name that the first app knows it by. */
                            token: string;
                            /** @description A JWT for `Authorization: Bearer`. */
                            accessToken: string;
                            /** @description Opaque; each use gives the next one. */
                            refreshToken: string;
                            /** @description Seconds that the access token lives. */
                            expiresIn: number;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["RefreshTokenReusedOrUnauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    signOut: {
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
                        data: null;
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
    signOutEverywhere: {
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
                            /** @description How many sessions ended. */
                            ended: number;
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
    listSessions: {
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
                            items: components["schemas"]["Session"][];
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
    endSession: {
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
                        data: null;
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["SessionNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    getProfile: {
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
                    /** @description Its version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            user: components["schemas"]["User"];
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
            404: components["responses"]["UserNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    firstName?: string;
                    lastName?: string | null;
                    email?: string | null;
                    /** @description A day since 1900, not to come. */
                    dateOfBirth?: string | null;
                    gender?: ("female" | "male" | "other") | null;
                    avatar?: string | null;
                    location?: {
                        /** @description One line of visible characters. */
                        address?: string;
                        /** @description One line of visible characters. */
                        city?: string;
                        /** @description One line of visible characters. */
                        state?: string;
                        pincode?: string;
                        /** @description Longitude and latitude in degrees, in this order. */
                        coordinates?: [
                            number,
                            number
                        ];
                    } | null;
                    sharePhone?: boolean;
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
                            user: components["schemas"]["User"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UserNotFound"];
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
    adminUpdateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role?: "user" | "expert" | "merchant" | "admin" | "owner";
                    /** @enum {string} */
                    status?: "active" | "blocked";
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
                            user: components["schemas"]["User"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UserNotFound"];
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
    getJwks: {
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
                    [name: string]: unknown;
                };
                content: {
                    "application/jwk-set+json": string;
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
    getAuthJwks: {
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
                    [name: string]: unknown;
                };
                content: {
                    "application/jwk-set+json": string;
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
    adminListAuthAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayAuthAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveAuthAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListAuthAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
                /** @description Opaque: visible ASCII characters. */
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
                /** @description Opaque: visible ASCII characters. */
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
    adminListCatalogAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayCatalogAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveCatalogAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListCatalogAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
    getCart: {
        parameters: {
            query?: never;
            header?: {
                "x-guest-token"?: string;
            };
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
                            cart: components["schemas"]["Cart"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["AmountOutOfRangeOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    addCartItem: {
        parameters: {
            query?: never;
            header?: {
                "x-guest-token"?: string;
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An id. */
                    productId: string;
                    /** @description Needed where an article has several variants. */
                    variantId?: string;
                    /** @description How many. */
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The token of a cart that was made for a guest. */
                    "x-guest-token"?: string;
                    /** @description true when this is the first answer to this Idempotency-Key again. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            item: components["schemas"]["AddedCartItem"];
                            /** @description Names the cart of a guest; came with the first add. */
                            guestToken?: string;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ProductNotFoundOrSkuNotFound"];
            409: components["responses"]["IdempotencyInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description CART_LIMIT_EXCEEDED: That is more than one cart may hold.
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
                        code: "CART_LIMIT_EXCEEDED" | "IDEMPOTENCY_MISMATCH" | "VALIDATION_FAILED";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateCartItem: {
        parameters: {
            query?: never;
            header?: {
                "x-guest-token"?: string;
            };
            path: {
                /** @description An id. */
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How many. */
                    quantity: number;
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
                            cart: components["schemas"]["Cart"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description CART_ITEM_NOT_FOUND: That line is not in the cart.
             *
             *     PRODUCT_NOT_FOUND: No such product.
             *
             *     SKU_NOT_FOUND: No such article.
             */
            404: {
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
                        code: "CART_ITEM_NOT_FOUND" | "PRODUCT_NOT_FOUND" | "SKU_NOT_FOUND";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description AMOUNT_OUT_OF_RANGE: The amount is outside the limits.
             *
             *     CART_LIMIT_EXCEEDED: That is more than one cart may hold.
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
                        code: "AMOUNT_OUT_OF_RANGE" | "CART_LIMIT_EXCEEDED" | "VALIDATION_FAILED";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    removeCartItem: {
        parameters: {
            query?: never;
            header?: {
                "x-guest-token"?: string;
            };
            path: {
                /** @description An id. */
                itemId: string;
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
                            cart: components["schemas"]["Cart"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CartItemNotFound"];
            422: components["responses"]["AmountOutOfRangeOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    clearCart: {
        parameters: {
            query?: never;
            header?: {
                "x-guest-token"?: string;
            };
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
                            cart: components["schemas"]["Cart"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["AmountOutOfRangeOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    mergeCarts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Names the cart of a guest; came with the first add. */
                    guestToken: string;
                    /**
                     * @description max: the larger quantity of each article; sum: both added up; replace: the cart of the guest takes the place of the own one; keep: the own cart stays and the other is dropped.
                     * @default max
                     * @enum {string}
                     */
                    strategy?: "max" | "sum" | "replace" | "keep";
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
                            cart: components["schemas"]["Cart"];
                            /** @description False when there was nothing to merge. */
                            merged: boolean;
                            /** @description Lines that found no room. */
                            dropped: number;
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["CartChanged"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AmountOutOfRangeOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listOrders: {
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
                            items: components["schemas"]["Order"][];
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
    placeOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Names this request: sent again with the same key it has its effect once. 16 characters or more where nobody is signed in. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: {
                        /** @description One line of visible characters. */
                        name: string;
                        /** @description One line of visible characters. */
                        line1: string;
                        /** @description One line of visible characters. */
                        city: string;
                        /** @description One line of visible characters. */
                        state: string;
                        /**
                         * @description PIN code of India Post.
                         * @example 560001
                         */
                        pincode: string;
                        /**
                         * @description A phone number, digits with or without a plus.
                         * @example +919876543210
                         */
                        phone: string;
                    };
                    /** @enum {string} */
                    paymentMethod: "wallet" | "razorpay" | "stripe" | "paypal" | "cod";
                    /** @description Lines of visible characters. */
                    notes?: string;
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
                            order: components["schemas"]["Order"];
                            problems: components["schemas"]["PriceChange"][];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrIdempotencyKeyRequired"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description BELOW_MINIMUM: The order is below the minimum of the store.
             *
             *     CART_CHANGED: The cart changed while you were paying; look at it again.
             *
             *     CART_EMPTY: The cart is empty.
             *
             *     IDEMPOTENCY_IN_PROGRESS: The first request with this key is still running.
             *
             *     INSUFFICIENT_FUNDS: There is not enough money in the wallet.
             *
             *     ORDER_FAILED: The order could not be completed.
             *
             *     OUT_OF_STOCK: Not enough in stock.
             */
            409: {
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
                        code: "BELOW_MINIMUM" | "CART_CHANGED" | "CART_EMPTY" | "IDEMPOTENCY_IN_PROGRESS" | "INSUFFICIENT_FUNDS" | "ORDER_FAILED" | "OUT_OF_STOCK";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description AMOUNT_OUT_OF_RANGE: The amount is outside the limits.
             *
             *     CURRENCY_MISMATCH: Prices in two currencies cannot be paid together.
             *
             *     IDEMPOTENCY_MISMATCH: This Idempotency-Key was used with another request.
             *
             *     PAYMENT_METHOD_UNAVAILABLE: This payment method is not offered.
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
                        code: "AMOUNT_OUT_OF_RANGE" | "CURRENCY_MISMATCH" | "IDEMPOTENCY_MISMATCH" | "PAYMENT_METHOD_UNAVAILABLE" | "VALIDATION_FAILED";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
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
                    reason: string;
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
                            order: components["schemas"]["Order"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderNotFound"];
            409: components["responses"]["IllegalTransition"];
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
    getOrder: {
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
                            order: components["schemas"]["Order"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    trackOrder: {
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
                            tracking: components["schemas"]["OrderTracking"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["OrderNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateOrderStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "pending_payment" | "placed" | "confirmed" | "packed" | "shipped" | "out_for_delivery" | "delivered" | "cancelled" | "returned" | "refunded";
                    /** @description One line of visible characters. */
                    note?: string;
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
                            order: components["schemas"]["Order"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["OrderNotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "pending_payment" | "placed" | "confirmed" | "packed" | "shipped" | "out_for_delivery" | "delivered" | "cancelled" | "returned" | "refunded";
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
                            items: components["schemas"]["Order"][];
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
    adminListOrdersAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayOrdersAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveOrdersAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListOrdersAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
                type?: "topup" | "hold" | "void" | "capture" | "refund" | "reversal" | "reinstatement";
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
                /** @description Names this request: sent again with the same key it has its effect once. 16 characters or more where nobody is signed in. */
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
    adminListUnmatchedMoney: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Without it: what is still in suspense. */
                status?: "held" | "refunding" | "returned" | "credited";
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
                            items: components["schemas"]["UnmatchedMoney"][];
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
    adminRefundUnmatchedMoney: {
        parameters: {
            query?: never;
            header: {
                /** @description Names this request: sent again with the same key it has its effect once. 16 characters or more where nobody is signed in. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            unmatched: components["schemas"]["UnmatchedMoney"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrIdempotencyKeyRequired"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IdempotencyInProgressOrIllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminCreditUnmatchedMoney: {
        parameters: {
            query?: never;
            header: {
                /** @description Names this request: sent again with the same key it has its effect once. 16 characters or more where nobody is signed in. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            unmatched: components["schemas"]["UnmatchedMoney"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequestOrIdempotencyKeyRequired"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IdempotencyInProgressOrIllegalTransition"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminGetLedgerVerification: {
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
                            /** @description The run that is under way. */
                            current: components["schemas"]["LedgerVerification"] | null;
                            /** @description The last one that ended. */
                            last: components["schemas"]["LedgerVerification"] | null;
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
    adminVerifyLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Full recomputes all of it.
                     * @default incremental
                     * @enum {string}
                     */
                    mode?: "incremental" | "full";
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            verification: components["schemas"]["LedgerVerification"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
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
    adminListWalletAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayWalletAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveWalletAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListWalletAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
    adminListNotifyAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayNotifyAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveNotifyAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListNotifyAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
    listCars: {
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
                            items: components["schemas"]["Car"][];
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
    registerCar: {
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
                    carNumber: string;
                    /** @description One line of visible characters. */
                    carModel: string;
                    /** @description Lines of visible characters. */
                    customMessage?: string;
                    /** @default {} */
                    customFields?: {
                        [key: string]: string;
                    };
                    /** @default classic */
                    selectedTemplate?: string;
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
                            car: components["schemas"]["Car"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
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
    getCar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version of the car. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            car: components["schemas"]["Car"];
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
            404: components["responses"]["CarNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    updateCar: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the edit is based on; without it the last edit wins. */
                "if-match"?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    carNumber: string;
                    /** @description One line of visible characters. */
                    carModel: string;
                    /** @description Lines of visible characters. */
                    customMessage?: string;
                    /** @default {} */
                    customFields?: {
                        [key: string]: string;
                    };
                    /** @default classic */
                    selectedTemplate?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version of the car. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            car: components["schemas"]["Car"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CarNotFound"];
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
    deleteCar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
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
            404: components["responses"]["CarNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    viewScannedCar: {
        parameters: {
            query?: {
                /** @description The reveal token, where no header can be sent. */
                reveal?: string;
            };
            header?: {
                "user-agent"?: string;
                referer?: string;
                "sec-purpose"?: string;
                purpose?: string;
                "x-reveal-token"?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
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
                        data: components["schemas"]["ScannedCar"];
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["QrCodeNotFoundOrUserNotFound"];
            410: components["responses"]["QrCodeGone"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    checkCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
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
            404: components["responses"]["QrCodeNotFound"];
            410: components["responses"]["QrCodeGone"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    contactCarOwner: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
                referer?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "lights_on" | "window_open" | "alarm_ringing" | "blocking_the_way" | "being_towed" | "accident" | "other";
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
                            activity: components["schemas"]["ContactActivity"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["QrCodeNotFound"];
            409: components["responses"]["IdempotencyInProgress"];
            410: components["responses"]["QrCodeGone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatchOrValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listScans: {
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
                            items: components["schemas"]["Scan"][];
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
    recordLead: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
                referer?: string;
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters. */
                    scannerPhone: string;
                    /**
                     * Format: email
                     * @description An e-mail address.
                     * @example asha@example.com
                     */
                    scannerEmail: string;
                    /** @description Lines of visible characters. */
                    notes?: string;
                    /** @description The scanned code; either this or `carId`. */
                    code?: string;
                    /** @description The car; either this or `code`. */
                    carId?: string;
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
                            activity: components["schemas"]["LeadActivity"];
                            reveal: components["schemas"]["Reveal"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description CAR_NOT_FOUND: No such car.
             *
             *     QR_CODE_NOT_FOUND: No such code.
             *
             *     USER_NOT_FOUND: No such user.
             */
            404: {
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
                        code: "CAR_NOT_FOUND" | "QR_CODE_NOT_FOUND" | "USER_NOT_FOUND";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            409: components["responses"]["IdempotencyInProgress"];
            410: components["responses"]["QrCodeGone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description IDEMPOTENCY_MISMATCH: This Idempotency-Key was used with another request.
             *
             *     INVALID_PHONE: That is not a valid phone number.
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
                        code: "IDEMPOTENCY_MISMATCH" | "INVALID_PHONE" | "VALIDATION_FAILED";
                        /** @description Names the request in our logs. */
                        requestId: string;
                        details?: components["schemas"]["ErrorDetail"][];
                    };
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listCarScans: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
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
                            items: components["schemas"]["Scan"][];
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
            404: components["responses"]["CarNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    listQrImages: {
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
                            items: components["schemas"]["QrImage"][];
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
    createQrImage: {
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
                    /** @constant */
                    target: "car";
                    /** @description Opaque: visible ASCII characters. */
                    targetId: string;
                    /** @enum {string} */
                    size: "3x3" | "4x4";
                    /** @enum {string} */
                    format: "png" | "svg";
                    /**
                     * @default M
                     * @enum {string}
                     */
                    ecc?: "L" | "M" | "Q" | "H";
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
                            qrCode: components["schemas"]["QrImage"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["CarNotFound"];
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
    downloadQrImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description Hash of what the image is made from. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/svg+xml": string;
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
            404: components["responses"]["QrCodeNotFound"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    openScanPage: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
                referer?: string;
                "sec-purpose"?: string;
                purpose?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The file. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    checkScanPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The file. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    submitLeadForm: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
                referer?: string;
                "content-type"?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The file. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            500: components["responses"]["ServerError"];
            /** @description The file. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    submitContactForm: {
        parameters: {
            query?: never;
            header?: {
                "user-agent"?: string;
                referer?: string;
                "content-type"?: string;
            };
            path: {
                /** @description Opaque: visible ASCII characters. */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description The file. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The file. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The file. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminListNfcQrAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
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
    adminReplayNfcQrAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["OverloadedOrUpstreamUnavailable"];
            504: components["responses"]["UpstreamTimeout"];
        };
    };
    adminResolveNfcQrAttention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind, a colon, and the id among its kind. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, for the audit. */
                    note: string;
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
                            entry: components["schemas"]["AttentionAudit"];
                        };
                        /** @description Words for people. */
                        message?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
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
    adminListNfcQrAttentionAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                item?: string;
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
                            items: components["schemas"]["AttentionAudit"][];
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
    adminListAttention: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
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
                            items: components["schemas"]["AttentionItem"][];
                            /** @description How many there are of each kind; kinds without any are left out. */
                            counts: {
                                [key: string]: number;
                            };
                            /** @description Services that are not in this answer. */
                            unavailable: string[];
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
}
