// Made by `npm run contract` from the declared routes. Not edited by hand.
export interface paths {
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
        /** @description A code that any answer may carry, with its status and words. */
        ErrorCode: {
            code: string;
            status: number;
            message: string;
        };
        /** @description One problem, with facts about it. */
        ErrorDetail: {
            /** @description The field, dotted, as in lines.0.quantity. */
            path?: string;
            message?: string;
        } & {
            [key: string]: unknown;
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
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
