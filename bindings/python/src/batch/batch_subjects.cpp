#include "batch/batch_subjects.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <system_error>
#include <thread>

#include "opiodyn/error.hpp"

namespace opiodyn::python {
namespace {

/// A key is a row's model number, person and values: rows that agree in these share a model.
using Key = std::vector<double>;

Key key_of(const RowParts& parts, Index row) {
    Key key{static_cast<double>(parts.rows(row, 0)), static_cast<double>(parts.rows(row, 2))};
    for (Index j = 0; j < parts.values.cols(); ++j) key.push_back(parts.values(row, j));
    return key;
}

/// A shared model is one that rows share, or why it cannot be.
struct Shared {
    Index first_row;
    std::optional<Model> model{};
    std::string fault{};
};

Model model_of(const RowParts& parts, Index row) {
    const auto which = static_cast<std::size_t>(parts.rows(row, 0));
    const auto& covariates = parts.covariates[which];
    Model model = parts.models[which];
    if (!parts.names.empty()) {
        std::map<std::string, double> values;
        for (std::size_t j = 0; j < parts.names.size(); ++j)
            values[parts.names[j]] = parts.values(row, static_cast<Index>(j));
        model = model.typical().with(values);
        if (!covariates.empty()) model = model.of_person(parameters_of(model, covariates));
    }
    const auto person = parts.rows(row, 2);
    if (person < 0) return model;
    return model.of_person(parameters_of(model, parts.people[static_cast<std::size_t>(person)]));
}

void make(const RowParts& parts, Shared& shared) {
    try {
        Model model = model_of(parts, shared.first_row);
        const auto which = static_cast<std::size_t>(parts.rows(shared.first_row, 0));
        // Models that share the list of columns with their base have them all.
        if (&model.columns() != &parts.models[which].columns())
            require_columns(model, parts.columns);
        shared.model = std::move(model);
    } catch (const Error& error) {
        shared.fault = error.what();
    }
}

void make_all(const RowParts& parts, std::vector<Shared>& all, std::size_t threads,
              const std::function<bool()>& stop) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    const auto work = [&](const auto& look) {
        for (std::size_t k = next++; k < all.size() && !stopped; k = next++) {
            make(parts, all[k]);
            look();
        }
    };
    std::vector<std::thread> others;
    try {
        for (std::size_t k = 1; k < std::min(threads, all.size()); ++k)
            others.emplace_back([&] { work([] {}); });
    } catch (const std::system_error&) {
        // The system gives no more threads: those that there are do the work.
    }
    work([&] {
        if (stop()) stopped = true;
    });
    for (auto& thread : others) thread.join();
}

}  // namespace

Subjects make_subjects(const RowParts& parts, std::size_t threads,
                       const std::function<bool()>& stop) {
    // NaN is no value of a key: a row with one has a model, or rather a fault, of its own.
    std::map<Key, std::size_t> known;
    std::vector<Shared> all;
    std::vector<std::size_t> of_row;
    for (Index row = 0; row < parts.rows.rows(); ++row) {
        const Key key = key_of(parts, row);
        const bool comparable =
            std::none_of(key.begin(), key.end(), [](double x) { return x != x; });
        const auto found = comparable ? known.find(key) : known.end();
        of_row.push_back(found == known.end() ? all.size() : found->second);
        if (found != known.end()) continue;
        if (comparable) known.emplace(key, all.size());
        all.push_back({row});
    }
    make_all(parts, all, threads, stop);
    Subjects subjects;
    subjects.faults.resize(of_row.size());
    for (std::size_t row = 0; row < of_row.size(); ++row) {
        const Shared& shared = all[of_row[row]];
        subjects.faults[row] = shared.fault;
        if (!shared.model) continue;
        const auto regimen = parts.rows(static_cast<Index>(row), 1);
        subjects.made.push_back({*shared.model, parts.regimens[static_cast<std::size_t>(regimen)]});
        subjects.rows.push_back(row);
    }
    return subjects;
}

}  // namespace opiodyn::python
