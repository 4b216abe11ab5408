#include "opiodyn/model.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numbers>
#include <set>
#include <thread>
#include <vector>

#include "support/models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

od::ModelOptions with(od::Biophase biophase) {
    od::ModelOptions options;
    options.biophase = biophase;
    return options;
}

/// Made before main() begins, as a program's constant may be.
const od::Model made_early{od::ModelOptions{}};

}  // namespace

TEST_CASE("every state has a name, a unit and a meaning, once") {
    const od::Model model;
    std::set<std::string> names;
    for (std::size_t i = 0; i < model.states().size(); ++i) {
        const auto& info = model.states()[i];
        CHECK(names.insert(info.name).second);
        CHECK_FALSE(info.unit.empty());
        CHECK_FALSE(info.meaning.empty());
        CHECK(model.state(info.name) == static_cast<od::Index>(i));
        CHECK(model.quantity_name(static_cast<od::Index>(i)) == info.name);
    }
    CHECK(static_cast<od::Index>(names.size()) == model.size());
    for (const char* name :
         {"naltrexone.depot", "naltrexone.central", "naltrexone.peripheral",
          "naltrexone.effect_site", "naltrexone.mu.bound", "6-beta-naltrexol.kappa.bound",
          "beta-endorphin.mu.bound", "enkephalin.delta.bound", "dynorphin.kappa.bound"})
        CHECK(names.contains(name));
    std::set<std::string> columns;
    for (const auto& column : model.columns()) CHECK(columns.insert(column.name()).second);
}

TEST_CASE("a model without receptors, or at equilibrium, is linear") {
    CHECK_FALSE(od::Model().linear());
    auto options = support::held();
    CHECK_FALSE(od::Model(options).linear());
    options.binding = od::BindingMode::equilibrium;
    CHECK(od::Model(options).linear());
    CHECK(support::pk_model({"naltrexone"}).linear());
    CHECK(support::pk_model({}).size() == 0);
}

TEST_CASE("the biophase presets have the rates and partitions of theory section 2") {
    // ke0 = ln2 / half-life; Kp = (1 + X0) 0.56 / C50 with X0 = 0.007 + 0.003 of the peptides at mu.
    struct Row {
        od::Biophase biophase;
        double half_life, C50;
    };
    for (const auto& [biophase, half_life, C50] :
         {Row{od::Biophase::pet, 24.0, 0.1336}, Row{od::Biophase::transient, 4.0, 0.564},
          Row{od::Biophase::plasma, 0.3, 0.413}}) {
        const od::Model model(with(biophase));
        const auto& p = model.parameters();
        CHECK(std::abs(p.value("naltrexone.ke0") * half_life / std::numbers::ln2 - 1.0) < 1e-14);
        CHECK(std::abs(p.value("naltrexone.Kp") * C50 / (1.01 * 0.56) - 1.0) < 1e-14);
        CHECK(p.value("6-beta-naltrexol.Kp") == 0.003);
    }
    auto alone = with(od::Biophase::pet);
    alone.endogenous = {};
    CHECK(std::abs(od::Model(alone).parameters().value("naltrexone.Kp") * 0.1336 / 0.56 - 1.0) <
          1e-14);
    const auto slow = od::Model(with(od::Biophase::slow)).parameters();
    CHECK(slow.value("naltrexone.Kp") == 1.0);
    CHECK(slow.value("naltrexone.mu.koff") == 0.004);
    CHECK(std::abs(slow.value("naltrexone.mu.K") * 0.137 / 0.004 - 1.0) < 1e-4);
    CHECK(slow.value("6-beta-naltrexol.mu.koff") == 21.0);  // naltrexone alone binds tightly
    auto own = with(od::Biophase::slow);
    own.bindings = {{"naltrexone", od::Receptor::mu, 3.0, 60.0}};
    CHECK(od::Model(own).parameters().value("naltrexone.mu.koff") == 60.0);  // the caller's holds
}

TEST_CASE("what was worked out with peptides competing follows their basal levels") {
    // Kp goes with 1 + X0 and K with its inverse, so that occupancy stays where it was measured.
    const od::Model model(with(od::Biophase::pet));
    const double Kp = model.parameters().value("naltrexone.Kp");
    const auto more = model.with({{"beta-endorphin.mu.e0", 0.2}});
    const auto& p = more.parameters().at("naltrexone.Kp");
    CHECK(std::abs(p.value / Kp * 1.01 / 1.203 - 1.0) < 1e-14);
    CHECK(p.note.starts_with("follows beta-endorphin.mu.e0, enkephalin.mu.e0; the library has"));
    CHECK(std::abs(p.high / model.parameters().at("naltrexone.Kp").high * 1.01 / 1.203 - 1.0) <
          1e-14);
    // A value of the caller's is taken as it is, in either order.
    CHECK(more.with({{"naltrexone.Kp", 5.0}}).parameters().value("naltrexone.Kp") == 5.0);
    CHECK(model.with({{"naltrexone.Kp", 5.0}})
              .with({{"enkephalin.mu.e0", 0.0}})
              .parameters()
              .value("naltrexone.Kp") == 5.0);
    // Without mu in the model the brain sees the same.
    auto kappa = with(od::Biophase::pet);
    kappa.receptors = {od::Receptor::kappa};
    CHECK(od::Model(kappa).parameters().value("naltrexone.Kp") == Kp);

    auto blocker = with(od::Biophase::pet);
    blocker.drugs = {"nalmefene"};
    const od::Model nalmefene(blocker);
    const double K = nalmefene.parameters().value("nalmefene.mu.K");
    CHECK(std::abs(
              nalmefene.with({{"beta-endorphin.mu.e0", 0.2}}).parameters().value("nalmefene.mu.K") /
                  K * 1.203 / 1.01 -
              1.0) < 1e-14);
}

TEST_CASE("an affinity from human potency follows EC50 and tau") {
    auto options = with(od::Biophase::pet);
    options.drugs = {"morphine"};
    const od::Model model(options);
    const auto K = [](const od::Model& of) { return of.parameters().value("morphine.mu.K"); };
    const double EC50 = model.parameters().value("morphine.mu.EC50");
    CHECK(std::abs(K(model) / (EC50 * 3.0) - 1.0) < 1e-14);
    CHECK(std::abs(K(model.with({{"morphine.mu.tau", 10.0}})) / (EC50 * 9.0) - 1.0) < 1e-14);
    CHECK(std::abs(K(model.with({{"morphine.mu.EC50", 50.0}})) / 150.0 - 1.0) < 1e-14);
    CHECK(K(model.with({{"morphine.mu.K", 7.0}, {"morphine.mu.tau", 0.5}})) == 7.0);
    CHECK(support::thrown([&] { model.with({{"morphine.mu.tau", 1.0}}); }) ==
          "InputError: morphine.mu.tau = 1: must be above 1, because morphine.mu.K is "
          "morphine.mu.EC50 (tau - 1); give morphine.mu.K a value of its own as well");
    CHECK(
        support::thrown([&] { model.with({{"morphine.mu.K", 7.0}, {"morphine.mu.EC50", 2.0}}); }) ==
        "InputError: morphine.mu.EC50 = 2: says the same as morphine.mu.K; give one of the two");
    // A binding of the caller's own replaces the library's, and follows nothing.
    options.bindings = {{"morphine", od::Receptor::mu, 2.0, 60.0, 3.0}};
    const od::Model own(options);
    CHECK(K(own.with({{"morphine.mu.tau", 2.0}})) == 2.0);
    CHECK(support::thrown([&] {
              own.with({{"morphine.mu.EC50", 5.0}});
          }).starts_with("UnknownNameError: parameter = 'morphine.mu.EC50'"));
}

TEST_CASE("a drug with a ke0 of its own keeps it under each preset") {
    auto own = support::drug("own", 10.0, {50.0});
    own.ke0 = 4.5;
    const auto without = support::drug("without", 10.0, {50.0});
    for (const auto& [biophase, half_life] :
         {std::pair{od::Biophase::pet, 24.0}, std::pair{od::Biophase::transient, 4.0},
          std::pair{od::Biophase::plasma, 0.3}, std::pair{od::Biophase::slow, 0.3}}) {
        auto options = with(biophase);
        options.drugs = {"naltrexone", "morphine", "fentanyl/algera", own, without};
        options.bindings = {{"own", od::Receptor::mu, 1.0, 60.0},
                            {"without", od::Receptor::mu, 1.0, 60.0}};
        const auto p = od::Model(options).parameters();
        CHECK(p.value("morphine.ke0") == od::library::parameters().value("morphine.ke0"));
        CHECK(p.value("fentanyl/algera.ke0") == 10.8);
        CHECK(p.value("own.ke0") == 4.5);
        for (const char* name : {"naltrexone.ke0", "6-beta-naltrexol.ke0", "without.ke0"})
            CHECK(std::abs(p.value(name) * half_life / std::numbers::ln2 - 1.0) < 1e-14);
    }
}

TEST_CASE("a ke0 can be replaced, and must be above zero") {
    od::ModelOptions options;
    options.drugs = {"morphine"};
    options.parameters = {{"morphine.ke0", 0.7}};
    CHECK(od::Model(options).parameters().value("morphine.ke0") == 0.7);
    options.parameters = {{"morphine.ke0", 0.0}};
    CHECK_THROWS_AS(od::Model(options), od::InputError);
    auto own = support::drug("own", 10.0, {50.0});
    own.ke0 = -1.0;
    CHECK_THROWS_AS(support::pk_model({own}), od::InputError);
}

TEST_CASE("a drug without a receptor has no effect site, with or without a ke0 of its own") {
    auto own = support::drug("own", 10.0, {50.0});
    own.ke0 = 4.5;
    CHECK(support::pk_model({own}).size() == 1);
    const auto morphine = support::pk_model({"morphine"});
    for (const auto& state : morphine.states()) CHECK_FALSE(state.name.ends_with(".effect_site"));
}

TEST_CASE("a dose enters as moles of the measured substance") {
    const od::Model model;
    const auto oral = model.entries("naltrexone", od::Route::oral);
    REQUIRE(oral.size() == 1);
    CHECK(oral[0].state == model.state("naltrexone.depot"));
    CHECK(std::abs(oral[0].nmol_per_mg - 0.9035e6 / 341.41) < 1e-9);  // hydrochloride
    const auto iv = model.entries("naltrexone", od::Route::intravenous);
    REQUIRE(iv.size() == 1);
    CHECK(iv[0].state == model.state("naltrexone.central"));
    CHECK(std::abs(iv[0].nmol_per_mg - 1e6 / 341.41) < 1e-9);  // base
}

TEST_CASE("an override moves its parameter and nothing else, and says who did it") {
    od::ModelOptions options;
    options.parameters = {{"naltrexone.CL", 94.0}};
    const od::Model changed(options), standard;
    CHECK(changed.parameters().value("naltrexone.CL") == 94.0);
    CHECK(changed.parameters().at("naltrexone.CL").evidence == od::Evidence::caller);
    for (const auto& p : standard.parameters().all())
        if (p.name != "naltrexone.CL") CHECK(changed.parameters().value(p.name) == p.value);
}

TEST_CASE("threads that ask for a person's parameters at once see one table") {
    const od::Model person = od::Model().of_person({{"naltrexone.CL", 94.0}});
    std::array<const od::ParameterTable*, 4> seen{};
    std::vector<std::thread> threads;
    for (auto& table : seen) threads.emplace_back([&] { table = &person.parameters(); });
    for (auto& thread : threads) thread.join();
    for (const auto* table : seen) {
        CHECK(table == seen.front());
        CHECK(table->value("naltrexone.CL") == 94.0);
    }
    CHECK(person.parameters().at("naltrexone.CL").note ==
          "of this person; the typical value is 150");
}

TEST_CASE("a caller's affinity moves occupancy, not the calibration of the biophase") {
    od::ModelOptions options;
    options.bindings = {{"naltrexone", od::Receptor::mu, 5.6, 72.0}};
    const od::Model changed(options), standard;
    CHECK(changed.parameters().value("naltrexone.mu.K") == 5.6);
    CHECK(changed.parameters().value("naltrexone.Kp") ==
          standard.parameters().value("naltrexone.Kp"));
}

TEST_CASE("the smallest quantity sees states and free receptors") {
    const od::Model model;
    od::State y = model.baseline();
    CHECK(model.smallest_quantity(y) == 0.0);
    od::Index which = -1;
    y[model.state("naltrexone.depot")] = -1.0;
    CHECK(model.smallest_quantity(y, &which) == -1.0);
    CHECK(model.quantity_name(which) == "naltrexone.depot");
    y = model.baseline();
    y[model.state("naltrexone.mu.bound")] = 1.0;  // and the peptides: more than all receptors
    CHECK(model.smallest_quantity(y, &which) < 0.0);
    CHECK(model.quantity_name(which) == "mu.free");
}

TEST_CASE("a column is read alone, by its number") {
    const od::Model model;
    od::State y = model.baseline();
    CHECK(std::abs(model.observe(y, model.column("tone.mu")) - 1.0) < 1e-12);
    for (const auto& entry : model.entries("naltrexone", od::Route::oral))
        y[entry.state] += 4.5 * entry.nmol_per_mg;
    Eigen::VectorXd row;
    model.observe(y, row);
    for (std::size_t i = 0; i < model.columns().size(); ++i) {
        const od::Index at = model.column(model.columns()[i].name());
        CHECK(at == static_cast<od::Index>(i));
        CHECK(model.observe(y, at) == row[at]);
    }
    CHECK(
        support::thrown([&] { model.column("tone.nu"); }).starts_with("UnknownNameError: column"));
    CHECK(support::thrown([&] {
              model.observe(y, row.size());
          }).starts_with("InputError: column = "));
    CHECK(support::thrown([&] {
              model.observe(y.head(3), 0);
          }).starts_with("InputError: y = 3 values"));
}

TEST_CASE("ligands and options can be read back") {
    const od::Model model(with(od::Biophase::transient));
    CHECK(model.options().biophase == od::Biophase::transient);
    REQUIRE(model.ligands().size() == 5);
    CHECK(model.ligands()[0].name == "naltrexone");
    CHECK(model.ligands()[1].kind == od::LigandKind::metabolite);
    CHECK(model.ligands()[2].kind == od::LigandKind::peptide);
}

TEST_CASE("a model can be a constant of a program") {
    CHECK(made_early.size() == od::Model{od::ModelOptions{}}.size());
    CHECK(od::to_string(made_early.options().biophase) == "pet");
}
