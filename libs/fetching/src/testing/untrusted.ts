/**
 * A certificate that no authority signed and the key to it, valid until 2126; for servers of tests, and secret to nobody:
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=untrusted.example`
 */
export const UNTRUSTED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3yRLRPZcIDMvn4u7
QdKdaQwMOVzhxTLCNHkmC1OTKv2hRANCAARDaA/7Y6po0md0l4sf+uVZRRXlIaCQ
Q3gXRvDba3sH5hXWgJ/XEd6QazUKnLdzlpBcv9jKvmH5A9PVJzM0zuAM
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUKhkHhuXQhfInrlB0VLwXtNxSbqwwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRdW50cnVzdGVkLmV4YW1wbGUwIBcNMjYxMTIzMjAwOTM4WhgP
MjEyNjEwMzAyMDA5MzhaMBwxGjAYBgNVBAMMEXVudHJ1c3RlZC5leGFtcGxlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ2gP+2OqaNJndJeLH/rlWUUV5SGgkEN4
F0bw22t7B+YV1oCf1xHekGs1Cpy3c5aQXL/Yyr5h+QPT1SczNM7gDKNTMFEwHQYD
VR0OBBYEFAh8zxxzU+5N7mYQgcSLA2tfW9ptMB8GA1UdIwQYMBaAFAh8zxxzU+5N
7mYQgcSLA2tfW9ptMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
ZCFxFBMBWHU5I0IP20zEqleMTuwe7+0i82wyCfVElW0CIQDSSqTyMUoC9obhMOWq
HsLvIV0qsvEzaRQZsf8QIOzInQ==
-----END CERTIFICATE-----
`,
} as const;
