/// CVODE of SUNDIALS solves by BDF and Newton with the exact Jacobian of the model. It goes on from a
/// re-initialisation at each dose, and outputs are its own interpolants.

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>

#include <cmath>

#include "cvode_algebra.hpp"

namespace rivals {
namespace {

int derivative(sunrealtype, N_Vector y, N_Vector dydt, void* user) {
    static_cast<User*>(user)->system.derivative(N_VGetArrayPointer(y), N_VGetArrayPointer(dydt));
    return 0;
}

class Cvode {
public:
    Cvode(const Patient& patient, double rtol, Algebra algebra)
        : patient_(patient),
          system_(patient.model),
          newton_(make_newton(algebra, patient.model)),
          user_{system_, *newton_} {
        require(SUNContext_Create(SUN_COMM_NULL, &context_), "context");
        y_ = N_VNew_Serial(system_.size(), context_);
        memory_ = CVodeCreate(CV_BDF, context_);
        const State baseline = patient.model.baseline();
        std::copy(baseline.begin(), baseline.end(), y());
        require(CVodeInit(memory_, &derivative, 0.0, y_), "init");
        require(CVodeSStolerances(memory_, rtol, 1e-3 * rtol), "tolerances");
        require(CVodeSetUserData(memory_, &user_), "data");
        newton_->attach(memory_, y_, context_);
        require(CVodeSetMaxNumSteps(memory_, 10'000'000), "steps");
    }
    ~Cvode() {
        CVodeFree(&memory_);
        newton_.reset();
        N_VDestroy(y_);
        SUNContext_Free(&context_);
    }
    Cvode(const Cvode&) = delete;
    Cvode& operator=(const Cvode&) = delete;

    Solution solve(const std::vector<double>& times) {
        Solution solution(static_cast<Eigen::Index>(patient_.model.columns().size()),
                          static_cast<Eigen::Index>(times.size()));
        std::size_t next = 0;
        for (const auto& segment : patient_.schedule) {
            if (next == times.size()) break;
            apply(segment, y());
            system_.begin(segment);
            require(CVodeReInit(memory_, segment.begin, y_), "restart");
            const double end = std::min(segment.end, times.back());
            require(CVodeSetStopTime(memory_, end), "stop time");
            // An output at the end of a segment shows what comes after the dose there.
            const bool last = segment.end > times.back();
            for (; next < times.size() && (times[next] < end || last); ++next) {
                if (times[next] > segment.begin) advance(times[next]);
                record(patient_, y(), solution, static_cast<Eigen::Index>(next));
            }
            if (!last) advance(end);
        }
        return solution;
    }

private:
    double* y() { return N_VGetArrayPointer(y_); }
    void advance(double t) {
        sunrealtype reached = 0.0;
        require(CVode(memory_, t, y_, &reached, CV_NORMAL), "step");
    }

    const Patient& patient_;
    System system_;
    std::unique_ptr<Newton> newton_;
    User user_;
    SUNContext context_{};
    N_Vector y_{};
    void* memory_{};
};

}  // namespace

Solver by_cvode(Algebra algebra) {
    return one_by_one(
        [algebra](const Patient& patient, const std::vector<double>& times, double rtol) {
            return Cvode(patient, rtol, algebra).solve(times);
        });
}

}  // namespace rivals
