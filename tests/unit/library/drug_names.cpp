#include "opiodyn/drug_names.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "opiodyn/opiodyn.hpp"
#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;
using od::library::drug_name;
using support::thrown;

namespace {

od::Model model_of(const char* drug) {
    od::ModelOptions options;
    options.drugs = {drug};
    return od::Model(options);
}

}  // namespace

TEST_CASE("a drug has one name, whatever was written") {
    CHECK(drug_name("naltrexone") == "naltrexone");
    CHECK(drug_name("NALTREXONE") == "naltrexone");
    CHECK(drug_name("Vivitrol") == "naltrexone");
    CHECK(drug_name("Naloxone/FDA") == "naloxone/fda");
    CHECK(drug_name("mydrug") == "mydrug");
    CHECK(drug_name("MyDrug") == "MyDrug");
    CHECK(thrown([] { drug_name("contrave"); }).starts_with("InputError: drug = 'contrave': is "));
    CHECK(model_of("vivitrol").substances()[0].name == "naltrexone");
    CHECK(od::library::parameters_of("Revia").size() ==
          od::library::parameters_of("naltrexone").size());
    CHECK(thrown([] { model_of("suboxone"); }).starts_with("InputError: drugs = 'suboxone': is "));
}

TEST_CASE("the drug of a regimen goes by any of its names, and one that is not there is refused") {
    const auto week = od::parse_regimen("naltrexone 4.5 mg po q24h x7 + morphine 10 mg iv");
    CHECK(week.given("Vivitrol") == week.given("naltrexone"));
    CHECK(week.given("naltrexone").size() == 7);
    CHECK(week.given().size() == 8);
    CHECK(week.next_time("NALTREXONE") == 168.0);
    CHECK(thrown([&] { week.given("methadone"); }) ==
          "UnknownNameError: drug = 'methadone': is not in the regimen, which has naltrexone, "
          "morphine");
    CHECK(thrown([&] { week.next_time("naltrexon"); }) ==
          "UnknownNameError: drug = 'naltrexon': unknown; did you mean 'naltrexone'?");
    CHECK(
        thrown([&] { week.next_time(""); }).starts_with("UnknownNameError: drug = '': is not in"));
    CHECK(thrown([] { od::Regimen().given("morphine"); }) ==
          "UnknownNameError: drug = 'morphine': is not in the regimen, which has none");
    CHECK(
        thrown([&] { week.given("contrave"); }).starts_with("InputError: drug = 'contrave': is "));
    const std::vector<std::string> own{"Narcan", "naloxone"};
    CHECK(od::library::drug_among(own, "Narcan") == "Narcan");
    CHECK(od::library::drug_among(own, "narcan") == "naloxone");
}

TEST_CASE("a regimen names drugs as the library does, and holds a brand to its route") {
    od::Dose dose = support::dose("Narcan", 4.0, od::Route::intranasal);
    CHECK(od::Regimen(dose).drugs() == std::vector<std::string>{"naloxone"});
    dose.route = od::Route::oral;
    CHECK(thrown([&] { od::Regimen{dose}; }) ==
          "InputError: dose.route = po: Narcan is naloxone given in or iv or im or sc; write "
          "naloxone for another route");
    dose.drug = "LDN";
    CHECK(
        thrown([&] { od::Regimen{dose}; }).starts_with("InputError: dose.drug = 'LDN': means low"));
}

TEST_CASE("a drug of one's own takes no name that is read as another") {
    for (const auto& [name, rule] : std::vector<std::pair<const char*, const char*>>{
             {"Morphine", "is read as the library's morphine; take another name"},
             {"narcan",
              "is a brand or another word for a drug (data/names.toml); take another name"},
             {"Ldn", "is a brand or another word for a drug (data/names.toml); take another name"},
         }) {
        const auto message =
            thrown([&] { support::pk_model({support::drug(name, 10.0, {20.0})}); });
        CHECK(message == "InputError: drug.name = '" + std::string(name) + "': " + rule);
    }
    CHECK(thrown([] { support::pk_model({support::drug("morphine", 10.0, {20.0})}); }) ==
          "nothing");
}

TEST_CASE("no drug is suggested for the name of another") {
    for (const char* other :
         {"tramadol", "pethidine", "oliceridine", "nalmexone", "naloxol", "oxymorphone",
          "hydrocodeine", "methadol", "naltrexol", "aspirin", "vivitroll", "contrav"}) {
        CAPTURE(other);
        const auto message = thrown([&] { model_of(other); });
        CHECK(message.find("did you mean") == std::string::npos);
        CHECK(message.find("known: 6-beta-naltrexol, ") != std::string::npos);
        CHECK(message.find("od.Drug") != std::string::npos);
    }
    for (const auto& [slip, meant] : std::vector<std::pair<const char*, const char*>>{
             {"naltrexon", "naltrexone"},
             {"morfine", "morphine"},
             {"fentanil", "fentanyl"},
             {"carfentanyl", "carfentanil"},
             {"buprenorfine", "buprenorphine"},
         }) {
        CAPTURE(slip);
        CHECK(thrown([&] { model_of(slip); }).find("did you mean '" + std::string(meant) + "'?") !=
              std::string::npos);
    }
}

TEST_CASE("every brand means a drug by routes, or says why it is refused, and has an origin") {
    const auto drugs = od::library::drugs();
    for (const auto& brand : od::library::brands()) {
        CAPTURE(brand.name);
        CHECK((brand.drug.empty()) == !brand.refusal.empty());
        CHECK(brand.drug.empty() == brand.routes.empty());
        if (!brand.drug.empty())
            CHECK(std::find(drugs.begin(), drugs.end(), brand.drug) != drugs.end());
        CHECK(brand.sources.empty() == (brand.status == "memory"));
    }
}
