/// What is said of a name that is not known: the one that was meant, or what there is.

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "foundations/suggestion.hpp"
#include "opiodyn/error.hpp"

namespace od = opiodyn;
using od::detail::slips;
using List = std::vector<std::string>;

namespace {

std::string said(const char* name, const List& known, const char* next = "",
                 const List& others = {}) {
    return od::UnknownNameError("x", name, known, next, others).rule();
}

const List drugs{"naltrexone", "naloxone", "morphine", "fentanyl", "carfentanil"};
const List parameters{"naltrexone.CL", "naltrexone.V1",     "naltrexone.V2", "naltrexone.mu.K",
                      "mu.U",          "naltrexone.oral.F", "morphine.V1"};

}  // namespace

TEST_CASE("letters that are changed, missing, too many or swapped are slips") {
    CHECK(slips("morphine", "morphine") == 0);
    CHECK(slips("MorPhine", "morphine") == 0);
    CHECK(slips("naltrexone.CLL", "naltrexone.CL") == 1);
    CHECK(slips("tone.nu.mean", "tone.mu.mean") == 1);
    CHECK(!slips("nu", "mu"));
    CHECK(!slips("mu.U", "mu.n"));
    CHECK(slips("morphene", "morphine") == 1);
    CHECK(slips("morhpine", "morphine") == 1);
    CHECK(slips("nalxone", "naloxone") == 1);
    CHECK(slips("naltrexxone", "naltrexone") == 1);
    CHECK(slips("buprenorfine", "buprenorphine") == 2);
    CHECK(slips("naltroxene", "naltrexone") == 2);
    CHECK(slips("morfine", "morphine") == 2);
    CHECK(slips("naltrexon.mu.k", "naltrexone.mu.K") == 1);
}

TEST_CASE("a name that differs more, or in a number, is no slip") {
    for (const auto& [name, meant] : std::vector<std::pair<const char*, const char*>>{
             {"naloxone", "naltrexone"},  // three letters
             {"heroin", "morphine"},
             {"vivitrol", "fentanyl"},
             {"LDN", "fentanyl"},
             {"codeine", "oxycodone"},
             {"pr", "po"},  // half of a short name
             {"ip", "iv"},
             {"morfina", "morphine"},
             {"naltrexone.V3", "naltrexone.V2"},
             {"depot2", "depot3"},
             {"alfentanil", "carfentanil"},  // another drug, which begins otherwise
             {"sufentanyl", "fentanyl"},
             {"tone.mu", "tone.mu.x"},
         }) {
        INFO(name << " and " << meant);
        CHECK_FALSE(slips(name, meant).has_value());
        CHECK_FALSE(slips(meant, name).has_value());
    }
}

TEST_CASE("a slip is met by the name that was meant, another case first") {
    CHECK(said("naltrexon", drugs) == "unknown; did you mean 'naltrexone'?");
    CHECK(said("NALOXONE", drugs) == "unknown; did you mean 'naloxone'?");
    CHECK(said("naltrexone.cl", parameters) == "unknown; did you mean 'naltrexone.CL'?");
    CHECK(said("tone.mi", {"tone.mia", "tone.mib"}) ==
          "unknown; did you mean 'tone.mia' or 'tone.mib'?");
    CHECK(said("kapla", {"kappa", "kapua", "x"}) == "unknown; did you mean 'kappa' or 'kapua'?");
}

TEST_CASE("a name without its beginning is met by the full names") {
    CHECK(said("CL", parameters) == "unknown; did you mean 'naltrexone.CL'?");
    CHECK(said("v1", parameters) == "unknown; did you mean 'naltrexone.V1' or 'morphine.V1'?");
    CHECK(said("oral.f", parameters) == "unknown; did you mean 'naltrexone.oral.F'?");
    CHECK(said("K", {"a.K", "b.K", "c.K", "d.K", "d.V"}) ==
          "unknown; known names that end so: a.K, b.K, c.K, d.K");
}

TEST_CASE("other names are met by what there is") {
    CHECK(said("aspirin", drugs) ==
          "unknown; known: naltrexone, naloxone, morphine, fentanyl, carfentanil");
    CHECK(said("x", {}) == "unknown; there are none");
    CHECK(said("", {"a"}) == "unknown; known: a");
    CHECK(said("aspirin", {"a"}, "do this") == "unknown; known: a; do this");
    CHECK(said("morphine.x", parameters) == "unknown; known: morphine.V1");
    CHECK(said("Naltrexone.mu.x", parameters) == "unknown; known: naltrexone.mu.K");
    CHECK(said("naltrexone", parameters) ==
          "unknown; known: naltrexone.CL, naltrexone.V1, naltrexone.V2, naltrexone.mu.K, "
          "naltrexone.oral.F");
}

TEST_CASE("many names are shown by their groups, and very many are counted") {
    List many{"withdrawal"};
    for (int i = 0; i < 30; ++i) many.push_back("tone." + std::to_string(i));
    CHECK(said("nothing", many) == "unknown; known: withdrawal, tone.*");
    // A list of 14 names is shown in full, and one of 15 is not.
    List all(many.begin(), many.begin() + 14);
    CHECK(said("nothing", all).ends_with(", tone.11, tone.12"));
    all.push_back("tone.13");
    CHECK(said("nothing", all) == "unknown; known: withdrawal, tone.*");
    List flat;
    for (int i = 0; i < 50; ++i) flat.push_back("drug" + std::to_string(i));
    const std::string rule = said("nothing", flat);
    CHECK(rule.starts_with("unknown; known: drug0, drug1, "));
    CHECK(rule.ends_with(", drug39 and 10 more"));
}

TEST_CASE("the name of something else is no slip") {
    CHECK(said("nalmexone", {"naloxone"}) == "unknown; did you mean 'naloxone'?");
    CHECK(said("nalmexone", {"naloxone"}, "", {"nalmexone"}) == "unknown; known: naloxone");
    CHECK(said("sufentanyl", {"fentanyl"}, "", {"sufentanil"}) == "unknown; known: fentanyl");
}

TEST_CASE("a text is no slip of a name, and is not compared with one letter by letter") {
    const std::string text(10'000'000, 'a');
    CHECK(od::UnknownNameError("x", text, drugs, "", List{text}).rule() ==
          "unknown; known: naltrexone, naloxone, morphine, fentanyl, carfentanil");
}
