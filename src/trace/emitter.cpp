#include "trace/emitter.hpp"

#include <algorithm>
#include <compare>
#include <map>

#include "trace/writer.hpp"

namespace opiodyn::detail::trace {
namespace {

/// A Level tells what a node depends on: numbers alone, the start of the step too, or the state of a stage. Derivatives
/// depend on derivatives of these too.
struct Level {
    enum Time { constant, factor, stage };
    Time time{constant};
    bool slope{false};

    auto operator<=>(const Level&) const = default;
    /// Tells whether a function of this level may use what one of another level leaves.
    bool follows(const Level& b) const { return b != *this && b.time <= time && b.slope <= slope; }
};

Level level_of(Source source) {
    switch (source) {
        case Source::number:
            return {Level::constant, false};
        case Source::start:
        case Source::step:
            return {Level::factor, false};
        case Source::number_slope:
            return {Level::constant, true};
        case Source::start_slope:
            return {Level::factor, true};
        case Source::solution:  // What comes of it is left to the derivatives, which are given it.
        case Source::state_slope:
        case Source::right_slope:
            return {Level::stage, true};
        default:
            return {Level::stage, false};
    }
}

std::vector<Level> levels_of(const Graph& graph) {
    std::vector<Level> levels;
    for (Node node = 0; node < graph.size(); ++node) {
        const Entry& entry = graph[node];
        Level level;
        if (entry.operation == Operation::input) level = level_of(entry.source);
        else {
            for (const Node operand : entry.operand) {
                if (operand == no_node) continue;
                const Level& other = levels[static_cast<std::size_t>(operand)];
                level = {std::max(level.time, other.time), level.slope || other.slope};
            }
            // Constants are numbers, and no conditions.
            if (entry.operation >= Operation::less)
                level.time = std::max(level.time, Level::factor);
        }
        levels.push_back(level);
    }
    return levels;
}

/// A Function is one to print: its level, its results and where they go.
struct Function {
    std::string head;
    Level level;
    std::vector<Node> results;
    std::string target;    ///< the array of the results; empty if they are returned
    std::string stride{};  ///< a factor of each index of this array
    bool stores{true};     ///< The function computes what others need of its level.
};

/// A Text is a printed function, with its operations and quotients.
struct Text {
    std::string text;
    int operations, quotients;
};

/// A Printer prints functions, and finds what each must leave to those after it.
class Printer {
public:
    Printer(const StepTrace& trace, const Names& names)
        : graph_(trace.graph), names_(names), levels_(levels_of(graph_)) {}

    /// Prints functions. None comes before one whose nodes it uses.
    std::vector<Text> print(const std::vector<Function>& functions) {
        for (auto f = functions.rbegin(); f != functions.rend(); ++f) take(*f);
        std::vector<Text> texts;
        for (const auto& f : functions) texts.push_back(printed(f));
        return texts;
    }
    /// Counts the nodes that are left to others.
    int stored(const Level& level) { return static_cast<int>(stored_at(level).places.size()); }

private:
    static const char* array_of(const Level& level) {
        static const char* const names[2][3] = {{"constant", "factor", "kept"},
                                                {"dconstant", "dfactor", ""}};
        return names[level.slope ? 1 : 0][level.time];
    }
    Stored& stored_at(const Level& level) {
        auto& stored = stored_[level];
        stored.array = array_of(level);
        return stored;
    }
    const Level& at(Node node) const { return levels_[static_cast<std::size_t>(node)]; }

    /// Tells whether a function takes a node from another one. It computes conditions itself, and reads what its own
    /// arguments have.
    bool taken(const Function& f, Node node) const {
        const Entry& entry = graph_[node];
        if (!f.level.follows(at(node)) || entry.operation == Operation::constant) return false;
        if (entry.operation == Operation::input) return at(node).time != Level::stage;
        return entry.operation < Operation::less;
    }
    std::vector<Node> all_results(const Function& f) {
        auto results = f.results;
        if (f.stores)
            for (const auto& [node, place] : stored_at(f.level).places) results.push_back(node);
        return results;
    }
    void take(const Function& f) {
        const auto there = [&](Node node) { return taken(f, node); };
        for (const Node node : graph_.needed(all_results(f), there)) {
            if (!there(node)) continue;
            auto& places = stored_at(at(node)).places;
            places.try_emplace(node, static_cast<int>(places.size()));
        }
    }

    Text printed(const Function& f) {
        Writer writer(graph_, names_);
        for (const auto& [level, stored] : stored_)
            if (f.level.follows(level)) writer.load(stored);
        if (f.stores) writer.store(stored_at(f.level));
        if (!f.target.empty())
            for (std::size_t i = 0; i < f.results.size(); ++i)
                writer.store(f.results[i], element(f.target, static_cast<int>(i), f.stride));
        writer.write(all_results(f));
        std::string text =
            "template <int W>\n" + f.head + " {\n    using P = Pack<W>;\n" + writer.text;
        if (f.target.empty() && !f.results.empty())
            text += "    return " + writer.expression(f.results[0]) + ";\n";
        return {text + "}\n\n", writer.operations, writer.quotients};
    }

    const Graph& graph_;
    const Names& names_;
    std::vector<Level> levels_;
    std::map<Level, Stored> stored_;
};

const Level constant{Level::constant}, factor{Level::factor}, stage{Level::stage};
const std::string in = "const Pack<W>* __restrict ", out = "Pack<W>* __restrict ";

std::string joined(const std::vector<Text>& texts) {
    std::string all;
    for (const auto& function : texts) all += function.text;
    return all;
}

Function constants() {
    return {"void constants(" + in + "number, " + out + "constant)", constant, {}, {}};
}
Function factors(const StepTrace& trace) {
    return {"Mask<W> factors(" + in + "constant, " + in +
                "start, const Pack<W>& step,\n                " + out + "factor)",
            factor,
            {trace.sound},
            {}};
}

}  // namespace

Printed print(const StepTrace& trace, const Names& names) {
    Printer printer(trace, names);
    const Function one_stage{"void stage(" + in + "constant, " + in + "factor,\n           " + in +
                                 "state, " + out + "right)",
                             stage, trace.solution, "right"};
    const Function read{"void read(" + in + "constant, " + in + "state, " + out + "value)",
                        stage,
                        trace.read_outs,
                        "value",
                        {},
                        false};
    const auto texts = printer.print({constants(), factors(trace), one_stage, read});
    return {joined(texts),
            {printer.stored(constant), printer.stored(factor), texts[1].operations,
             texts[1].quotients, texts[2].operations, texts[2].quotients}};
}

PrintedTangent print_tangent(const StepTrace& trace, const Names& names) {
    Printer printer(trace, names);
    const Function one_stage{"void stage(" + in + "constant, " + in + "factor, " + in +
                                 "state,\n           " + out + "right, " + out + "kept)",
                             stage, trace.solution, "right"};
    const std::string given = in + "constant, " + in + "dconstant,\n    ";
    const std::vector<Function> functions{
        constants(),
        factors(trace),
        one_stage,
        {"void dconstants(" + in + "constant, " + in + "dnumber, " + out + "dconstant)",
         {Level::constant, true},
         {},
         {}},
        {"void dfactors(" + given + in + "factor, " + in + "dstart, " + out + "dfactor)",
         {Level::factor, true},
         {},
         {}},
        {"void dstage(" + given + in + "factor, " + in + "dfactor, " + in + "kept,\n    " + in +
             "state, " + in + "solution, " + in + "dstate, " + out + "dright)",
         {Level::stage, true},
         trace.slopes,
         "dright",
         "slope_stride * "}};
    return {joined(printer.print(functions)),
            {printer.stored(constant), printer.stored(factor), printer.stored(stage),
             printer.stored({Level::constant, true}), printer.stored({Level::factor, true})}};
}

}  // namespace opiodyn::detail::trace
