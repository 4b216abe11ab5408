#pragma once
/// The loop takes subjects through lanes. Each lane has its own time, step and acceptance, by the rules in
/// lanes/step_rules.hpp. A lane whose subject is done takes the next one.

#include "lanes/lane_work.hpp"
#include "lanes/per_target/controlled_stepper.hpp"
#include "lanes/per_target/lane_substeps.hpp"
#include "lanes/step_rules.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

/// This class holds a few doubles. A std::vector of them would share its functions with other units.
class Doubles {
public:
    explicit Doubles(std::size_t size) : size_(size), data_(new double[size]()) {}
    ~Doubles() { delete[] data_; }
    Doubles(const Doubles&) = delete;
    Doubles& operator=(const Doubles&) = delete;
    std::size_t size() const { return size_; }
    double* data() { return data_; }

private:
    std::size_t size_;
    double* data_;
};

/// A LaneLoop has W lanes, and N derivatives of every number.
template <int W, int N = 0>
class LaneLoop {
public:
    using Real = Pack<W>;
    using T = LaneNumber<N, W>;

    LaneLoop(const detail::LanePlan& plan, detail::LaneWork& work,
             const detail::LaneOptions& options)
        : controlled_(plan, {options.rtol, options.atol}),
          work_(work),
          options_(options),
          all_(static_cast<std::size_t>(plan.all())),
          state_((3 + N) * all_),
          first_step_(detail::first_step(options.rtol)),
          values_(plan.observations.size(), T(0.0)) {}

    void run() {
        for (int k = 0; k < W; ++k) refill(k);
        while (active_ > 0 && !work_.stopped()) round();
    }

private:
    struct Lane {
        bool active{false}, negative{false};
        double quiet{0.0};  ///< Nothing is read in a step that ends before this [h].
        std::int64_t steps{0}, attempts{0};
        detail::Progress progress{};
        detail::LaneStep step{};  ///< This step is being tried.
        detail::LaneTask task{};  ///< The model in it is the one in force.
    };

    /// Makes one attempt in every lane.
    void round() {
        Real h(first_step_);
        for (int k = 0; k < W; ++k) {
            if (!lane_[k].active) continue;
            lane_[k].step = lane_[k].progress.next();
            h.set_lane(k, lane_[k].step.h);
        }
        const Outcome<W> outcome = controlled_.attempt(h);
        read_nodes(outcome.accepted);
        stepper_.accept(outcome.accepted);
        for (int k = 0; k < W; ++k) {
            if (!lane_[k].active) continue;
            ++lane_[k].attempts;
            if (outcome.accepted.lane(k)) accept(k, outcome.factor.lane(k));
            else reject(k, outcome);
        }
    }

    void read_nodes(const Mask<W>& accepted) {
        for (int k = 0; k < W; ++k) {
            Lane& lane = lane_[k];
            nodes_[k] = {};
            lane.negative = false;
            if (!lane.active || !accepted.lane(k) || lane.step.end < lane.quiet) continue;
            lane.step.steps = lane.steps + 1;
            lane.step.attempts = lane.attempts + 1;
            work_.step(k, lane.step, nodes_[k]);
            lane.quiet = nodes_[k].quiet;
        }
        for (;;) {
            std::int64_t most = 0, outputs = 0;
            for (int k = 0; k < W; ++k) {
                if (nodes_[k].count > most) most = nodes_[k].count;
                if (nodes_[k].outputs > outputs) outputs = nodes_[k].outputs;
            }
            if (most == 0) return;
            for (std::int64_t node = 0; node < most; ++node) read_node(node, node < outputs);
            for (int k = 0; k < W; ++k)
                if (nodes_[k].count > 0) work_.read(k, nodes_[k]);
        }
    }

    void read_node(std::int64_t node, bool check) {
        const auto& plan = stepper_.system().plan();
        Real s(0.0);
        for (int k = 0; k < W; ++k)
            if (node < nodes_[k].count) s.set_lane(k, nodes_[k].s[node]);
        // Reductions need few states; an output shows that all of them are as they should be.
        const T* const y = stepper_.interpolate(s, check ? plan.moving : plan.observed);
        stepper_.system().read(y, values_.data());
        for (int k = 0; k < W; ++k)
            if (node < nodes_[k].count) hand_over(k, node, values_.data(), k);
        if (!check) return;
        const auto admissible = stepper_.system().smallest_quantity(y) >= Real(0.0);
        for (int k = 0; k < W; ++k)
            if (node < nodes_[k].outputs && !admissible.lane(k)) read_by_substeps(k, node);
    }

    template <class Number>
    void hand_over(int k, std::int64_t node, const Number* values, int lane) {
        const auto width = static_cast<std::int64_t>(values_.size());
        double* to = nodes_[k].values + node * width * (1 + N);
        for (std::int64_t m = 0; m < width; ++m)
            for (int c = 0; c <= N; ++c) *to++ = component(values[m], c).lane(lane);
    }

    void read_by_substeps(int k, std::int64_t node) {
        const auto& task = lane_[k].task;
        LaneSubsteps<N> substeps(stepper_.system().plan());
        auto& system = substeps.stepper().system();
        system.set_parameters(0, task.model, task.variations);
        system.set_input(0, task.input);
        const auto start = [&](auto* y) {
            for (std::size_t i = 0; i < all_; ++i)
                for (int c = 0; c <= N; ++c)
                    component(y[i], c) = component(stepper_.y()[i], c).lane(k);
        };
        const auto* const y = substeps.after(nodes_[k].s[node] * lane_[k].step.h, start);
        if (y == nullptr) {
            lane_[k].negative = true;
            return;
        }
        Array<LaneNumber<N, 1>> values(values_.size(), LaneNumber<N, 1>(0.0));
        system.read(y, values.data());
        hand_over(k, node, values.data(), 0);
    }

    void accept(int k, double factor) {
        Lane& lane = lane_[k];
        lane.progress.accept(lane.step, factor);
        ++lane.steps;
        if (lane.negative) return fail(k, detail::LaneFailure::negative);
        if (nodes_[k].last) {
            work_.finish(k, lane.steps, lane.attempts);
            return leave(k);
        }
        if (lane.step.lands) {
            detail::LaneTask task;
            for (int c = 0; c <= N; ++c)
                store(stepper_.y(), k, state_.data() + static_cast<std::size_t>(c) * all_, c);
            if (!work_.next(k, state_.data(), lane.steps, lane.attempts, task)) return leave(k);
            return begin(k, task);
        }
        if (lane.steps >= options_.max_steps) give_up(k, detail::LaneFailure::steps);
        else if (lane.attempts >= options_.max_attempts) give_up(k, detail::LaneFailure::attempts);
    }

    void reject(int k, const Outcome<W>& outcome) {
        Lane& lane = lane_[k];
        if (!lane.progress.reject(lane.step, outcome.factor.lane(k)))
            fail(k, detail::reason(outcome.solved.lane(k), outcome.error.lane(k)));
        else if (lane.attempts >= options_.max_attempts) give_up(k, detail::LaneFailure::attempts);
    }

    /// Closes a subject whose next step the budget does not allow.
    void give_up(int k, detail::LaneFailure budget) {
        lane_[k].step = lane_[k].progress.next();
        fail(k, budget);
    }

    void fail(int k, detail::LaneFailure why) {
        const Lane& lane = lane_[k];
        double *const y_new = state_.data(), *const error = y_new + all_,
                      *const size = error + all_;
        store(stepper_.y_new(), k, y_new);
        store(stepper_.error(), k, error);
        for (std::size_t i = 0; i < all_; ++i)
            size[stepper_.system().plan().state[i]] = stepper_.size(i).lane(k);
        work_.fail(k,
                   {why, lane.progress.time(), lane.step.h, stepper_.singular_state(k), y_new,
                    error, size},
                   lane.steps, lane.attempts);
        leave(k);
    }

    void leave(int k) {
        lane_[k].active = false;
        --active_;
        refill(k);
    }

    void refill(int k) {
        detail::LaneTask task;
        if (!work_.start(k, task)) return;
        ++active_;
        lane_[k] = Lane{};
        lane_[k].active = true;
        begin(k, task);
    }

    void begin(int k, const detail::LaneTask& task) {
        const detail::LaneTask before = lane_[k].task;
        lane_[k].task = task;
        if (task.model.equations != nullptr)
            stepper_.system().set_parameters(k, task.model, task.variations);
        else {
            lane_[k].task.model = before.model;
            lane_[k].task.variations = before.variations;
        }
        stepper_.system().set_input(k, task.input);
        T* const y = stepper_.y();
        const auto& plan = stepper_.system().plan();
        for (std::size_t i = 0; i < all_; ++i)
            for (int c = 0; c <= N; ++c)
                component(y[i], c).set_lane(k, task.y[static_cast<std::size_t>(c) * all_ +
                                                      static_cast<std::size_t>(plan.state[i])]);
        controlled_.reset(k);
        lane_[k].progress = {task.begin, task.end, first_step_};
        lane_[k].steps = task.steps;
        lane_[k].attempts = task.attempts;
    }

    /// Stores a component of a lane's state in the order of the model.
    void store(const T* from, int k, double* to, int which = 0) {
        const auto& plan = stepper_.system().plan();
        for (std::size_t i = 0; i < all_; ++i)
            to[plan.state[i]] = component(from[i], which).lane(k);
    }

    ControlledStepper<W, N> controlled_;
    LaneStepper<W, N>& stepper_{controlled_.stepper()};
    detail::LaneWork& work_;
    detail::LaneOptions options_;
    std::size_t all_;  ///< This is the number of states.
    Doubles
        state_;  ///< The plain code reads a lane here: new, error, size; or state and derivatives.
    double first_step_;
    Array<T> values_;
    Lane lane_[W];
    detail::LaneNodes nodes_[W];
    int active_{0};
};

}  // namespace opiodyn::OPIODYN_LANE_UNIT
