abi <abi/4.0>,
include <tunables/global>

# Unconfined but for one thing: Chromium's sandbox makes user namespaces, which Ubuntu 24.04 and later allow to named programs only.
profile "${executable}" "/opt/${sanitizedProductName}/${executable}" flags=(unconfined) {
  userns,

  include if exists <local/${executable}>
}
