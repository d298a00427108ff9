
export interface GetJwksRequest {
}

export interface GetJwksRequest__Output {
}
