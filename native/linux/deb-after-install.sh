
# Cameras and card printers of the counter.
'/opt/${sanitizedProductName}/resources/native/install-device-access.sh' || true
