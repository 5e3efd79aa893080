#pragma once

/* Of a made-up authority that nobody trusts, for 127.0.0.1, from 2020 to 2119; its key is good for nothing. */
#define TEST_CERTIFICATE \
  "-----BEGIN CERTIFICATE-----\n" \
  "MIIBajCCARGgAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtodWIuaW52\n" \
  "YWxpZDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE\n" \
  "AwwLaHViLmludmFsaWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARHNYSeqdlZ\n" \
  "iOCseWL5TtEe8bscAk1qaEohdkgUCMeMQQ1e0dHbtOTECkSZ27RNyuMWrx6OAI4L\n" \
  "ST2RDOYN94w7o04wTDAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQTMBGHBH8AAAGC\n" \
  "CWxvY2FsaG9zdDAdBgNVHQ4EFgQUbhQ59Ww6te6bfXeM0cInNsyKEtgwCgYIKoZI\n" \
  "zj0EAwIDRwAwRAIgH6JL1K7xzag93Kjbcwxp/hIFUYbmp6+TpqkjlikvvjACIF4i\n" \
  "J3gh3mj/K21NqLS+b052apK3/su8iYOYdhuutJ1A\n" \
  "-----END CERTIFICATE-----\n"

#define TEST_KEY \
  "-----BEGIN PRIVATE KEY-----\n" \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCIVo0AZsi1v1sgPH\n" \
  "iWVOTZa06SNxm1NPcny4Bb95y7OhRANCAARHNYSeqdlZiOCseWL5TtEe8bscAk1q\n" \
  "aEohdkgUCMeMQQ1e0dHbtOTECkSZ27RNyuMWrx6OAI4LST2RDOYN94w7\n" \
  "-----END PRIVATE KEY-----\n"
