/// These tests compare the version as text, as macros and as one number.

#include "opiodyn/version.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

TEST_CASE("the version of the library is that of its headers") {
    const std::string numbers = std::to_string(OPIODYN_VERSION_MAJOR) + "." +
                                std::to_string(OPIODYN_VERSION_MINOR) + "." +
                                std::to_string(OPIODYN_VERSION_PATCH);
    CHECK(opiodyn::version() == numbers);
}

TEST_CASE("the version as one number grows with each part") {
    STATIC_REQUIRE(OPIODYN_VERSION_NUMBER == 10000 * OPIODYN_VERSION_MAJOR +
                                                 100 * OPIODYN_VERSION_MINOR +
                                                 OPIODYN_VERSION_PATCH);
    STATIC_REQUIRE(OPIODYN_VERSION_MINOR < 100);
    STATIC_REQUIRE(OPIODYN_VERSION_PATCH < 100);
}
