#include "opiodyn/error.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include "foundations/number_text.hpp"
#include "support/random.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using support::thrown;

TEST_CASE("an invalid input names field, value and rule") {
    const od::InputError error("dose.amt", "-1", "must be positive");
    CHECK(std::string(error.what()) == "dose.amt = -1: must be positive");
    CHECK(error.field() == "dose.amt");
    CHECK(error.value() == "-1");
    CHECK(error.rule() == "must be positive");
}

TEST_CASE("a parse error shows the text with a caret, or marks the word on one line") {
    const od::ParseError error("regimen", "a 4 mg bo", 7, 2, "unknown route");
    CHECK(std::string(error.what()) == "regimen = 'bo': unknown route\n  a 4 mg bo\n         ^~");
    CHECK(error.one_line() == "regimen = 'bo': unknown route: \"a 4 mg >>bo<<\"");
    CHECK(error.position() == 7);
    CHECK(error.length() == 2);
    CHECK(error.text() == "a 4 mg bo");
    CHECK(error.rule() == "unknown route");
}

TEST_CASE(
    "a message writes control characters out, so that no text moves the cursor of a terminal") {
    const od::InputError error("a\rb", std::string("x\0y", 3), "\x1b[2J \x7f \xc2\x9b \xc2\xb5");
    CHECK(std::string(error.what()) == "a\\rb = x\\x00y: \\x1b[2J \\x7f \\x9b \xc2\xb5");
    CHECK(error.field() == "a\\rb");
    CHECK(error.value() == "x\\x00y");
    const od::ParseError marked("regimen", "a\n4\tbo", 4, 2, "unknown route");
    CHECK(std::string(marked.what()) == "regimen = 'bo': unknown route\n  a\\n4\\tbo\n        ^~");
    CHECK(marked.position() == 4);
}

TEST_CASE("a message is UTF-8 whose characters stand in the order of the text") {
    const auto shown = [](const std::string& value) {
        return od::InputError("x", value, "wrong").value();
    };
    CHECK(shown("a\xe2\x80\xae"
                "b\xe2\x80\xa8") == "a\\u202eb\\u2028");  // right to left; a new line
    CHECK(shown("\xef\xbb\xbfx") == "\\ufeffx");          // a mark of byte order
    CHECK(shown("\xc2\xb5 \xe2\x82\xac \xf0\x9f\x92\x80") ==
          "\xc2\xb5 \xe2\x82\xac \xf0\x9f\x92\x80");
    CHECK(shown("\xc2\xa1 \xe0\xa0\x80 \xf0\x90\x80\x80") ==
          "\xc2\xa1 \xe0\xa0\x80 \xf0\x90\x80\x80");    // the first that need three and four bytes
    CHECK(shown("a\xff\xc3") == "a\\xff\\xc3");         // no beginning; no end
    CHECK(shown("\xc0\x80") == "\\xc0\\x80");           // more bytes than it needs
    CHECK(shown("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // half a character
    CHECK(shown("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // beyond Unicode
}

TEST_CASE("a message shows the beginning of a long value, and what stands around a word") {
    const std::string micro = "\xc2\xb5", many(1'000'000, 'a');
    std::string value;
    for (int i = 0; i < 157; ++i) value += micro;
    CHECK(od::InputError("x", value + "bcd", "wrong").value() == value + "bcd");
    CHECK(od::InputError("x", value + "bcde", "wrong").value() == value + "...");
    const od::ParseError marked("regimen", many + micro + many, many.size(), 2, "unknown unit");
    CHECK(marked.one_line() == "regimen = '" + micro + "': unknown unit: \"..." +
                                   std::string(197, 'a') + ">>" + micro + "<<" +
                                   std::string(197, 'a') + "...\"");
    CHECK(std::string(marked.what()).size() < 2000);
    CHECK(od::ParseError("regimen", many, 0, many.size(), "odd").value().size() == 160);
}

TEST_CASE("text of a number reads back as the same number") {
    support::Random random(64);
    for (int i = 0; i < 10000; ++i) {
        const double value = random.log_uniform(1e-300, 1e300) * (random.coin() ? 1.0 : -1.0);
        CHECK(std::stod(od::to_text(value)) == value);
    }
}

TEST_CASE("text of a number is the shortest there is") {
    CHECK(od::to_text(4.5) == "4.5");
    CHECK(od::to_text(0.1) == "0.1");
    CHECK(od::to_text(24.0) == "24");
    CHECK(od::to_text(1e5) == "1e+05");
    CHECK(od::to_text(1200000.0) == "1200000");
    CHECK(od::to_text(-std::numeric_limits<double>::infinity()) == "-inf");
#ifdef __cpp_lib_to_chars  // the two writers agree, where the standard library has one
    const auto independent = [](double value) {
        std::array<char, 32> text{};
        return std::string(text.data(), std::to_chars(text.begin(), text.end(), value).ptr);
    };
    support::Random random(65);
    for (int i = 0; i < 10000; ++i) {
        const double value = std::pow(10.0, random.uniform(-320.0, 308.0));
        CHECK(od::detail::shortest_text(-value) == "-" + independent(value));
        const double rounded = std::round(value);  // whole numbers stop at some 20 digits
        CHECK(od::detail::shortest_text(rounded) == independent(rounded));
    }
    using Limits = std::numeric_limits<double>;
    for (const double value : {0.0, -0.0, Limits::max(), Limits::min(), Limits::denorm_min()})
        CHECK(od::detail::shortest_text(value) == independent(value));
#endif
}

TEST_CASE("checkers pass values that keep the rule and name the field of others") {
    constexpr double inf = std::numeric_limits<double>::infinity();
    const double nan = std::nan("");
    CHECK(od::require_finite("x", -3.0) == -3.0);
    CHECK(od::require_positive("x", 1e-300) == 1e-300);
    CHECK(od::require_non_negative("x", 0.0) == 0.0);
    CHECK(od::require_fraction("x", 1.0) == 1.0);
    CHECK(thrown([&] { od::require_finite("x", nan); }) ==
          "InputError: x = nan: must be a finite number");
    CHECK(thrown([&] { od::require_finite("x", inf); }) ==
          "InputError: x = inf: must be a finite number");
    CHECK(thrown([&] { od::require_positive("x", 0.0); }) ==
          "InputError: x = 0: must be a finite number above 0");
    CHECK(thrown([&] { od::require_positive("x", inf); }) ==
          "InputError: x = inf: must be a finite number above 0");
    CHECK(thrown([&] { od::require_non_negative("x", -0.5); }) ==
          "InputError: x = -0.5: must be a finite number, at least 0");
    CHECK(thrown([&] { od::require_non_negative("x", nan); }) ==
          "InputError: x = nan: must be a finite number, at least 0");
    CHECK(thrown([&] { od::require_fraction("x", 1.5); }) ==
          "InputError: x = 1.5: must lie between 0 and 1");
    CHECK(thrown([&] { od::require_fraction("x", nan); }) ==
          "InputError: x = nan: must lie between 0 and 1");
}
