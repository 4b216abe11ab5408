/// Random regimens survive being written and read; random texts are read or refused, nothing else.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "opiodyn/dosing.hpp"
#include "opiodyn/error.hpp"
#include "support/random.hpp"
#include "support/regimens/records.hpp"

namespace od = opiodyn;
using support::Random;

namespace {

template <std::size_t n>
std::string one_of(Random& random, const std::array<const char*, n>& words) {
    return words[static_cast<std::size_t>(random.below(static_cast<int>(n)))];
}

/// Of any size: often one that a person would write, sometimes at the edge of what a double holds.
double positive(Random& random) {
    switch (random.below(8)) {
        case 0:
            return std::numeric_limits<double>::denorm_min() * (1 + random.below(1000));
        case 1:
            return std::pow(10.0, random.uniform(-300.0, 300.0));
        case 2:
            return 1 + random.below(100);
        default:
            return random.log_uniform(1e-5, 1e5);
    }
}

double time_or_zero(Random& random) { return random.coin() ? 0.0 : random.log_uniform(1e-5, 1e5); }

/// Names that are hard to tell from the language.
constexpr std::array names{"naltrexone", "6-beta-naltrexol",
                           "q24h",       "reduce",
                           "x3",         "on",
                           "50",         "ss",
                           "at",         "mg,",
                           "a=b",        ",",
                           "4.5mg",      "mon,tue,",
                           "po",         "Trøstheim"};

void infuse(Random& random, od::Dose& dose) {
    if (dose.route != od::Route::intravenous && dose.cmt.empty()) return;
    const double size = random.log_uniform(1e-3, 1e3);
    if (random.coin()) dose.dur = od::Time{size};
    else if (random.coin()) dose.rate = od::MassRate{size};
}

void repeat(Random& random, od::Dose& dose) {
    if (random.coin()) return;
    dose.ii = od::Time{random.log_uniform(0.1, 1000.0)};
    if (random.coin()) dose.addl = random.below(100);
    if (random.coin()) dose.ss = static_cast<od::SteadyStateDose>(1 + random.below(2));
}

/// Without amount, for ever.
void make_endless(Random& random, od::Dose& dose) {
    dose.amount = od::Mass{0.0};
    dose.dur = dose.ii = od::Time{0.0};
    dose.addl = 0;
    dose.rate = od::MassRate{positive(random)};
    dose.ss = static_cast<od::SteadyStateDose>(1 + random.below(2));
    dose.route = od::Route::intravenous;
}

od::Dose random_dose(Random& random) {
    od::Dose dose;
    dose.drug = one_of(random, names);
    dose.route = static_cast<od::Route>(random.below(7));
    dose.time = od::Time{random.below(4) == 0 ? positive(random) : time_or_zero(random)};
    if (random.coin()) dose.cmt = one_of(random, names);
    if (random.coin()) dose.F = random.coin() ? 0.0 : random.log_uniform(0.01, 2.0);
    if (random.coin()) dose.lag = od::Time{random.log_uniform(0.01, 10.0)};
    dose.amount = od::Mass{random.log_uniform(1e-6, 1e6)};
    infuse(random, dose);
    if (random.below(10) == 0) make_endless(random, dose);
    else repeat(random, dose);
    // What is pending at steady state is limited; alone, an amount may have any size.
    if (dose.ss == od::SteadyStateDose::none) dose.amount = od::Mass{positive(random)};
    else if (!dose.endless() && dose.infusion_time() > 1e4 * dose.ii.value) dose.rate = {};
    return dose;
}

od::Change random_change(Random& random) {
    od::Change change{od::Time{time_or_zero(random)}, {}};
    for (int k = 1 + random.below(3); k > 0; --k)
        change.parameters[one_of(random, names)] =
            random.coin() ? positive(random) : -positive(random);
    return change;
}

od::Stimulus random_stimulus(Random& random) {
    od::Stimulus stimulus{random.coin() ? one_of(random, names) : "flare", positive(random)};
    stimulus.time = od::Time{time_or_zero(random)};
    if (random.coin()) stimulus.ii = od::Time{random.log_uniform(0.1, 1000.0)};
    if (stimulus.ii.value > 0.0) stimulus.addl = random.below(100);
    return stimulus;
}

od::Record random_record(Random& random) {
    const int kind = random.below(7);
    if (kind == 2) return random_stimulus(random);
    if (kind == 0) return od::Reset{od::Time{time_or_zero(random)}};
    if (kind == 1) return random_change(random);
    return random_dose(random);
}

/// Words of the language, and some that are not.
constexpr std::array vocabulary{
    "naltrexone", "a",        "0",       "4.5",     "mg",     "5mg",     "1e-320ug", "20",
    "g",          "po",       "iv",      "sc",      "over",   "2h",      "rate",     "5mg/h",
    "mg/min",     "q24h",     "q12h",    "x14",     "x3",     "x1",      "at",       "8h",
    "48h",        "ss",       "ss2",     "cmt",     "1",      "F",       "0.5",      "lag",
    "+",          "+",        "then",    "then",    "reduce", "10",      "%",        "10%",
    "of",         "every",    "7d",      "24h",     "to",     "5",       "on",       "mon,wed",
    "fri",        "sun,",     "current", "reset",   "set",    "a.CL=94", "=",        "x=",
    ",",          "x14,",     "-1h",     "nan",     "1e999",  "q",       "x",        "µg",
    "1e308d",     "stimulus", "flare",   "exercise"};

const std::array seeds{"naltrexone 4.5 mg po q24h x28 at 22h + morphine 10 mg iv over 30min at 3d",
                       "a 100 mg iv over 2h q24h x7 then 50 mg po q12h x20",
                       "a 20 mg po q12h x14 , reduce 10 % every 7d to 5 mg then 1 mg q24h x3",
                       "a 20 mg po q12h x14, reduce 10 % of current every 7d to 2 mg",
                       "a 20 mg po q12h x14, reduce 2 mg every 24h",
                       "a 50 mg po on mon,wed,fri at 8h x12 then 2 mg q1h x2",
                       "reset at 48h + set a.CL=94 a.V1=100 at 48h + a 1 mg po",
                       "stimulus exercise 1.5 q24h x7 at 7h + flare 2 at 48h",
                       "a 0 mg iv rate 5 mg/h ss + a 1 mg po q24h ss2 x3 cmt 2 F 0.5 lag 30min"};

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words{""};
    for (const char c : text)
        if (c == ' ') words.emplace_back();
        else words.back() += c;
    return words;
}

/// Words changed, inserted, removed; now and then a single character.
std::string mutated(Random& random, const std::string& text) {
    auto words = split(text);
    for (int k = 1 + random.below(3); k > 0 && !words.empty(); --k) {
        const auto at = words.begin() + random.below(static_cast<int>(words.size()));
        switch (random.below(4)) {
            case 0:
                *at = one_of(random, vocabulary);
                break;
            case 1:
                words.insert(at, one_of(random, vocabulary));
                break;
            case 2:
                words.erase(at);
                break;
            default:
                if (!at->empty())
                    (*at)[static_cast<std::size_t>(random.below(static_cast<int>(at->size())))] =
                        static_cast<char>(random.below(256));
        }
    }
    std::string joined;
    for (const auto& word : words) joined += word + " ";
    return joined;
}

std::string random_words(Random& random) {
    std::string text;
    for (int k = random.below(16); k > 0; --k) text += one_of(random, vocabulary) + " ";
    return text;
}

/// Whether it is read; what is read must survive. Anything but a caller's mistake escapes.
bool is_read(const std::string& text) {
    try {
        const auto regimen = od::parse_regimen(text);
        if (!support::same(od::parse_regimen(od::to_text(regimen)), regimen))
            FAIL("changed: " << od::to_text(regimen));
        return true;
    } catch (const od::InputError&) {
        return false;
    }
}

}  // namespace

TEST_CASE("random regimens survive being written and read") {
    Random random(1);
    for (int set = 0; set < 10000; ++set) {
        std::vector<od::Record> records;
        for (int k = 1 + random.below(4); k > 0; --k) records.push_back(random_record(random));
        const od::Regimen regimen(records);
        const auto text = od::to_text(regimen);
        if (!support::same(od::parse_regimen(text), regimen)) FAIL("changed: " << text);
    }
}

TEST_CASE("random texts are read or refused") {
    Random random(2);
    int read = 0;
    for (int k = 0; k < 100000; ++k) {
        const auto seed = seeds[static_cast<std::size_t>(k) % seeds.size()];
        read += is_read(k % 4 == 0 ? random_words(random) : mutated(random, seed)) ? 1 : 0;
    }
    CHECK(read > 1000);
    CHECK(read < 99000);
}
