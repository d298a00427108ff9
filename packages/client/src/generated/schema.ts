// Made by `npm run contract` from the declared routes. Not edited by hand.
export interface paths {
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
        /** @description One problem, with facts about it. */
        ErrorDetail: {
            /** @description The field, dotted, as in lines.0.quantity. */
            path?: string;
            message?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A code that any answer may carry, with its status and words. */
        ErrorCode: {
            code: string;
            status: number;
            message: string;
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
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
