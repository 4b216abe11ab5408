#include "batch/varied_subjects.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "batch/crew.hpp"
#include "batch/sensitivity/variation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

// Rows whose models one thread makes sooner than a second thread would have started.
constexpr std::size_t rows_worth_a_thread = 16;

/// A Workshop makes the subject of each row, in several threads.
class Workshop {
public:
    explicit Workshop(const RowsOfValues& rows)
        : made(rows.size), faults(rows.size, StatusCode::interrupted), rows_(rows) {}

    void run(std::size_t threads, const std::function<bool()>& stop) {
        const std::size_t useful = (made.size() - 1) / rows_worth_a_thread + 1;
        Crew others;
        others.start(std::min(threads, useful) - 1, [this] { work([] { return false; }); });
        try {
            work(stop);
        } catch (...) {  // `stop` may throw
            next_ = made.size();
            throw;
        }
    }

    std::vector<std::optional<Subject>> made;
    std::vector<RunStatus> faults;

private:
    template <class Stop>
    void work(const Stop& stop) {
        for (std::size_t row = next_++; row < made.size(); row = next_++) {
            if (stop()) next_ = made.size();
            else make(row);
        }
    }

    void make(std::size_t row) {
        try {
            const Subject& base = rows_.base(row);
            Subject subject = with_values(base, rows_.variables, rows_.values_of(row));
            // Models that share the list of columns with their base have them all.
            if (&subject.model.columns() != &base.model.columns())
                require_columns(subject.model, rows_.columns);
            made[row] = std::move(subject);
        } catch (const std::exception& error) {
            faults[row] = {StatusCode::refused, error.what()};
        }
    }

    const RowsOfValues& rows_;
    std::atomic<std::size_t> next_{0};
};

}  // namespace

VariedSubjects::VariedSubjects(const RowsOfValues& rows, std::size_t threads,
                               const std::function<bool()>& stop) {
    if (rows.size == 0) return;
    Workshop workshop(rows);
    workshop.run(threads, stop);
    places_.resize(rows.size);
    for (std::size_t row = 0; row < rows.size; ++row) {
        if (!workshop.made[row]) continue;
        places_[row] = subjects_.size();
        subjects_.push_back(std::move(*workshop.made[row]));
    }
    faults_ = std::move(workshop.faults);
}

void check_variables(const std::vector<Variable>& variables) {
    for (auto one = variables.begin(); one != variables.end(); ++one) {
        check(*one);
        for (auto other = variables.begin(); other != one; ++other)
            if (name_of(*one) == name_of(*other))
                throw InputError("variables", name_of(*one), "is given twice");
    }
}

std::size_t threads_for(int threads) {
    if (threads > 0) return static_cast<std::size_t>(threads);
    return static_cast<std::size_t>(
        std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1,
                   static_cast<int>(limits::threads)));
}

}  // namespace opiodyn::detail
