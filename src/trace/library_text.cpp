#include "trace/library_text.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include "equations/equations_transfer.hpp"
#include "lanes/lane_plan.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/dosing.hpp"
#include "solver/active_states.hpp"
#include "trace/emitter.hpp"

namespace opiodyn::detail::trace {
namespace {

/// A Form is one printed way to compute the steps of a shape.
struct Form {
    Values fixed;
    Printed printed;
    std::optional<PrintedTangent> tangent;  ///< Only the first forms have one.
};

/// A Printing is all that is printed of one shape.
struct Printing {
    std::string name, identifier;
    std::vector<Index> shape;
    std::vector<Observation> observations;
    Names names;
    std::vector<Form> forms;
};

/// Slots gives every number the slot of the recipe that it comes from, by which its name can be found.
struct Slots {
    void number(const Recorded& from, double& to) const { to = static_cast<double>(from.slot()); }
    void shape(Index) {}
    Index state(Index index) const { return index; }
};

/// Returns the slots of the equations' numbers, in the order of LaneNumbers::all.
std::vector<Index> slots_of(const LanePlan& plan, const ModelShape& shape) {
    Equations<double> equations;
    Slots slots;
    Transfer<Slots>{slots}(shape.equations, equations);
    std::vector<Index> list;
    for (const double slot : plan.listed(equations)) list.push_back(static_cast<Index>(slot));
    return list;
}

/// Tells which of all numbers are constants of the equations.
std::vector<bool> constants_among(const std::vector<Index>& slots, std::size_t all) {
    std::vector<bool> constant;
    for (const Index slot : slots) constant.push_back(slot < 0);
    constant.resize(all, false);
    return constant;
}

Names names_of(const LanePlan& plan, const ModelShape& shape, const std::vector<Index>& slots) {
    Names names;
    for (const Index slot : slots)
        names.numbers.push_back(slot >= 0 && slot < shape.rows() ? shape.parameter(slot) : "");
    const auto state = [&](std::int32_t place) {
        return shape.states[static_cast<std::size_t>(plan.state[static_cast<std::size_t>(place)])]
            .name;
    };
    for (std::int32_t i = 0; i < plan.size(); ++i) names.states.push_back(state(i));
    std::size_t entry = 0;
    for (const auto& row : plan.linear_rows)
        for (; entry < static_cast<std::size_t>(row.last); ++entry)
            names.numbers.push_back("rate of " + state(row.row) + " by " +
                                    state(plan.linear[entry].column));
    return names;
}

std::string identifier_of(std::string name) {
    for (char& c : name)
        if (c == ' ') c = '_';
    return name;
}

Printing printing_of(const Shape& shape) {
    const Model model(shape.model);
    const auto& m = model.implementation();
    const LanePlan plan(m, m.shape->observations,
                        active_states(model, parse_regimen(shape.regimen)));
    LaneNumbers numbers;
    plan.numbers_of(m, numbers);
    const auto slots = slots_of(plan, *m.shape);
    Printing printing{shape.name, identifier_of(shape.name),       plan.shape,
                      {},         names_of(plan, *m.shape, slots), {}};
    const Values free(numbers.all.size());
    const StepTrace general(plan, numbers, free);
    const Values fixed = fixed_numbers(general, numbers, constants_among(slots, free.size()));
    StepTrace special(plan, numbers, fixed);
    const auto usual = print(special, printing.names);
    special.add_slopes(plan, numbers, fixed);
    printing.forms = {{fixed, usual, print_tangent(special, printing.names)},
                      {free, print(general, printing.names), {}}};
    printing.observations = general.observations;
    return printing;
}

const std::string warning =
    "/// The build of the library has made this file from the equations (src/trace). It is not to "
    "be edited.\n";
const std::string form_names[] = {"usual", "general"};

std::string header_of(const Printing& printing) {
    std::ostringstream text;
    text << "#pragma once\n"
         << warning << "/// It computes steps of the shape \"" << printing.name
         << "\".\n\n#include \"scalars/lane_power.hpp\"\n";
    for (std::size_t k = 0; k < printing.forms.size(); ++k) {
        const auto& [fixed, printed, tangent] = printing.forms[k];
        const std::string space =
            "\nnamespace opiodyn::OPIODYN_LANE_UNIT::" + printing.identifier + "::" + form_names[k];
        text << space << " {\n\n" << printed.text << "}  // namespace\n";
        if (tangent) text << space << "::tangent {\n\n" << tangent->text << "}  // namespace\n";
    }
    return text.str();
}

/// Counts the forms that have derivatives.
std::size_t tangents_of(const Printing& printing) {
    return static_cast<std::size_t>(
        std::count_if(printing.forms.begin(), printing.forms.end(),
                      [](const Form& form) { return form.tangent.has_value(); }));
}

/// A Functions names an array of the code's functions, and what is in it.
struct Functions {
    std::string type,
        array;          ///< type of an element, and name of the array before that of its shape
    std::string space;  ///< namespace within that of a form
    std::vector<std::string> names;
};

const Functions steps{"GeneratedStep", "steps_of_", "", {"constants", "factors", "stage", "read"}};
const Functions tangents{"GeneratedTangentStep",
                         "tangents_of_",
                         "tangent::",
                         {"constants", "factors", "stage", "dconstants", "dfactors", "dstage"}};

/// Lists the functions of the first `count` forms of a shape.
void add_functions(std::ostream& text, const Printing& p, const Functions& functions,
                   std::size_t count) {
    text << "template <int W>\ninline constexpr " << functions.type << "<W> " << functions.array
         << p.identifier << "[] = {\n";
    for (std::size_t k = 0; k < count; ++k) {
        const std::string at = p.identifier + "::" + form_names[k] + "::" + functions.space;
        const char* between = "    {";
        for (const auto& name : functions.names) {
            text << between << at << name << "<W>";
            between = ", ";
        }
        text << "},\n";
    }
    text << "};\n\n";
}

/// Adds a function that returns such an array by the place of its shape.
void add_list(std::ostream& text, const std::vector<Printing>& printings,
              const Functions& functions) {
    text << "template <int W>\nconst " << functions.type << "<W>* " << functions.array
         << "shape(std::size_t shape) {\n    static constexpr const " << functions.type
         << "<W>* all[] = {\n";
    for (const auto& p : printings)
        text << "        " << functions.array << p.identifier << "<W>,\n";
    text << "    };\n    return all[shape];\n}\n\n";
}

/// Lists the code of all shapes for the units.
std::string steps_of(const std::vector<Printing>& printings) {
    std::ostringstream text;
    text << "#pragma once\n"
         << warning
         << "\n#include \"lanes/per_target/generated_step.hpp\"\n"
            "#include \"lanes/per_target/generated_tangent_step.hpp\"\n";
    for (const auto& p : printings) text << "#include \"step_" << p.identifier << ".hpp\"\n";
    text << "\nnamespace opiodyn::OPIODYN_LANE_UNIT {\n\n";
    for (const auto& p : printings) {
        add_functions(text, p, steps, p.forms.size());
        add_functions(text, p, tangents, tangents_of(p));
    }
    add_list(text, printings, steps);
    add_list(text, printings, tangents);
    text << "}  // namespace opiodyn::OPIODYN_LANE_UNIT\n";
    return text.str();
}

void add_counts(std::ostream& text, const Counts& counts) {
    text << counts.constants << ", " << counts.factors << ", " << counts.factor_operations << ", "
         << counts.factor_quotients << ", " << counts.stage_operations << ", "
         << counts.stage_quotients;
}

void add_fixed(std::ostream& text, const Form& form, const Names& names, const std::string& array) {
    std::ostringstream lines;
    for (std::size_t k = 0; k < form.fixed.size(); ++k)
        if (form.fixed[k])
            lines << "    {" << k << ", " << *form.fixed[k] << "},"
                  << (names.numbers[k].empty() ? "" : "  // " + names.numbers[k]) << "\n";
    if (lines.str().empty()) return;
    text << "constexpr FixedNumber " << array << "[] = {\n" << lines.str() << "};\n";
}

void add_forms(std::ostream& text, const Printing& p) {
    text << "constexpr GeneratedForm forms_of_" << p.identifier << "[] = {\n";
    for (std::size_t k = 0; k < p.forms.size(); ++k) {
        const bool any = std::any_of(p.forms[k].fixed.begin(), p.forms[k].fixed.end(),
                                     [](const auto& value) { return value.has_value(); });
        text << "    {" << (any ? form_names[k] + "_" + p.identifier : std::string("{}")) << ", ";
        add_counts(text, p.forms[k].printed.counts);
        text << "},\n";
    }
    text << "};\n\n";
}

void add_tangents(std::ostream& text, const Printing& p) {
    text << "constexpr GeneratedTangent tangents_of_" << p.identifier << "[] = {\n";
    for (const auto& form : p.forms) {
        if (!form.tangent) continue;
        const auto& sizes = form.tangent->sizes;
        text << "    {" << sizes.constants << ", " << sizes.factors << ", " << sizes.kept << ", "
             << sizes.slopes_of_constants << ", " << sizes.slopes_of_factors << "},\n";
    }
    text << "};\n\n";
}

void add_shape(std::ostream& text, const Printing& p) {
    text << "constexpr Index shape_of_" << p.identifier << "[] = {\n   ";
    for (std::size_t k = 0; k < p.shape.size(); ++k)
        text << " " << p.shape[k] << "," << (k % 20 == 19 ? "\n   " : "");
    text << "\n};\nconstexpr Observation observations_of_" << p.identifier << "[] = {\n";
    for (const auto& o : p.observations)
        text << "    {Observation::Kind(" << static_cast<int>(o.kind) << "), " << o.group << ", "
             << o.site << ", " << o.state << "},\n";
    text << "};\n";
    for (std::size_t k = 0; k < p.forms.size(); ++k)
        add_fixed(text, p.forms[k], p.names, form_names[k] + "_" + p.identifier);
    add_forms(text, p);
    add_tangents(text, p);
}

/// Lists what the shapes are, for the plain code.
std::string data_of(const std::vector<Printing>& printings) {
    std::ostringstream text;
    text << warning << "\n#include \"lanes/generated_shapes.hpp\"\n\n"
         << "namespace opiodyn::detail {\nnamespace {\n\n";
    for (const auto& p : printings) add_shape(text, p);
    text << "constexpr GeneratedShape shapes[] = {\n";
    for (const auto& p : printings)
        text << "    {\"" << p.name << "\", shape_of_" << p.identifier << ", observations_of_"
             << p.identifier << ", forms_of_" << p.identifier << ", tangents_of_" << p.identifier
             << "},\n";
    text << "};\n\n}  // namespace\n\n"
         << "std::span<const GeneratedShape> generated_shapes() { return shapes; }\n\n"
         << "}  // namespace opiodyn::detail\n";
    return text.str();
}

}  // namespace

std::map<std::string, std::string> files_of(const std::vector<Shape>& shapes) {
    std::vector<Printing> printings;
    for (const auto& shape : shapes) printings.push_back(printing_of(shape));
    std::map<std::string, std::string> files{{"generated_steps.hpp", steps_of(printings)},
                                             {"generated_shapes_data.cpp", data_of(printings)}};
    for (const auto& p : printings) files["step_" + p.identifier + ".hpp"] = header_of(p);
    return files;
}

}  // namespace opiodyn::detail::trace
