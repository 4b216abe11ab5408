#include "opiodyn/evaluator.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <optional>
#include <system_error>
#include <thread>

#include "batch/batch_groups.hpp"
#include "batch/batch_request.hpp"
#include "batch/batch_run.hpp"
#include "batch/sensitivity/variation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Rows of each thread that are computed together: they fill its lanes, and their models fit into memory.
constexpr std::size_t rows_of_thread = 256;
// Rows whose models one thread makes sooner than a second thread would have started.
constexpr std::size_t rows_worth_a_thread = 16;

void require_different(const std::vector<Variable>& variables) {
    if (variables.empty()) throw InputError("variables", "none", "must be one at least");
    for (auto one = variables.begin(); one != variables.end(); ++one)
        for (auto other = variables.begin(); other != one; ++other)
            if (detail::name_of(*one) == detail::name_of(*other))
                throw InputError("variables", detail::name_of(*one), "is given twice");
}

std::vector<std::string> columns_of(const BatchRequest& request) {
    std::vector<std::string> names = request.columns;
    for (const auto& metric : request.metrics) names.push_back(metric.column);
    return names;
}

/// A Block is some of the rows of a call: their subjects are made, run, and their numbers written.
class Block {
public:
    Block(const Subject& base, const std::vector<Variable>& variables, const BatchRequest& request,
          std::span<const double> values)
        : base_(base),
          variables_(variables),
          request_(request),
          values_(values),
          made_(values.size() / variables.size()),
          faults_(made_.size(), StatusCode::interrupted) {}

    /// Makes the subjects in so many threads, until `stop` says so in that of the caller.
    void make(std::size_t threads, const std::function<bool()>& stop) {
        const std::size_t useful = (made_.size() - 1) / rows_worth_a_thread + 1;
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t row = next++; row < made_.size(); row = next++) make_row(row);
        };
        const auto watch = [&] {
            for (std::size_t row = next++; row < made_.size(); row = next++) {
                if (stop()) next = made_.size();
                else make_row(row);
            }
        };
        std::vector<std::thread> others;
        try {
            while (others.size() + 1 < std::min(threads, useful)) others.emplace_back(work);
        } catch (const std::system_error&) {
            // The system gives no more threads: those that there are do the work.
        }
        watch();
        for (auto& thread : others) thread.join();
    }

    /// Runs the subjects and appends the status and the numbers of all rows.
    void run(const SolverOptions& options, int threads, bool derivatives, Evaluation& found) {
        std::vector<Subject> subjects;
        for (auto& subject : made_)
            if (subject) subjects.push_back(std::move(*subject));
        Sensitivities sensitivities;
        if (derivatives)
            sensitivities =
                detail::run_sensitivities(subjects, request_, variables_, options, threads);
        else sensitivities.batch = simulate_batch(subjects, request_, options, threads);
        std::size_t subject = 0;
        for (std::size_t row = 0; row < made_.size(); ++row) {
            const bool ran = made_[row].has_value();
            found.status.push_back(ran ? sensitivities.batch.status[subject] : faults_[row]);
            const bool complete = found.status.back().complete();
            append(sensitivities, complete ? subject : subjects.size(), derivatives, found);
            if (ran) ++subject;
        }
    }

private:
    void make_row(std::size_t row) {
        try {
            Subject subject = detail::with_values(
                base_, variables_, values_.subspan(row * variables_.size(), variables_.size()));
            // Models that share the list of columns with their base have them all.
            if (&subject.model.columns() != &base_.model.columns())
                require_columns(subject.model, columns_of(request_));
            made_[row] = std::move(subject);
        } catch (const std::exception& error) {
            faults_[row] = {StatusCode::refused, error.what()};
        }
    }

    /// Appends the numbers of a subject; NaN for one that is not there.
    void append(const Sensitivities& from, std::size_t subject, bool derivatives,
                Evaluation& found) const {
        const std::size_t width = request_.times.size() * request_.columns.size();
        const std::size_t metrics = request_.metrics.size(), count = variables_.size();
        append(from.batch.values, subject, width, found.values);
        append(from.batch.metric_values, subject, metrics, found.values);
        if (!derivatives) return;
        append(from.values, subject, width * count, found.derivatives);
        append(from.metric_values, subject, metrics * count, found.derivatives);
    }

    static void append(const std::vector<double>& from, std::size_t subject, std::size_t width,
                       std::vector<double>& to) {
        const std::size_t first = subject * width;
        if (first + width > from.size()) to.insert(to.end(), width, nan);
        else
            to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(first),
                      from.begin() + static_cast<std::ptrdiff_t>(first + width));
    }

    const Subject& base_;
    const std::vector<Variable>& variables_;
    const BatchRequest& request_;
    std::span<const double> values_;
    std::vector<std::optional<Subject>> made_;
    std::vector<RunStatus> faults_;  ///< status of rows without a subject
};

}  // namespace

Evaluator::Evaluator(Subject subject, std::vector<Variable> variables, BatchRequest request,
                     SolverOptions options, int threads)
    : subject_(std::move(subject)),
      variables_(std::move(variables)),
      request_(std::move(request)),
      options_(std::move(options)),
      threads_(threads > 0 ? threads
                           : std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1,
                                        static_cast<int>(limits::threads))) {
    for (const auto& variable : variables_) detail::check(variable);
    require_different(variables_);
    for (const auto& variable : variables_) detail::own_value(subject_, variable);
    simulate_batch({}, request_, options_, threads);  // throws what cannot be asked
    const detail::Wanted columns_are_there(subject_.model, detail::order_of(request_, 1));
}

std::size_t Evaluator::outputs() const noexcept {
    return request_.times.size() * request_.columns.size() + request_.metrics.size();
}

Evaluation Evaluator::operator()(std::span<const double> values) const {
    return evaluate(values, false);
}

Evaluation Evaluator::derivatives(std::span<const double> values) const {
    return evaluate(values, true);
}

Evaluation Evaluator::evaluate(std::span<const double> values, bool derivatives) const {
    const std::size_t width = variables_.size();
    if (values.size() % width != 0)
        throw InputError(
            "values", std::to_string(values.size()) + " numbers",
            "must be rows of " + std::to_string(width) + ", one value for each variable");
    const std::size_t rows = values.size() / width;
    const double numbers = static_cast<double>(rows) * static_cast<double>(outputs()) *
                           static_cast<double>(derivatives ? 1 + width : 1);
    limits::require_output("values", numbers, "rows x outputs; give fewer rows at a time");
    bool stopped = false;  // remembered: a signal is told once
    SolverOptions options = options_;
    options.stop = [&] { return stopped = stopped || (options_.stop && options_.stop()); };
    Evaluation found;
    limits::allocate("values", numbers, [&] {
        found.status.reserve(rows);
        found.values.reserve(rows * outputs());
        found.derivatives.reserve(derivatives ? rows * outputs() * width : 0);
    });
    const auto threads = static_cast<std::size_t>(threads_);
    for (std::size_t first = 0; first < rows; first += rows_of_thread * threads) {
        const std::size_t count = std::min(rows - first, rows_of_thread * threads);
        Block block(subject_, variables_, request_, values.subspan(first * width, count * width));
        block.make(threads, options.stop);
        block.run(options, threads_, derivatives, found);
    }
    return found;
}

}  // namespace opiodyn
