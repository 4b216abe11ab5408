/// CVODE of SUNDIALS: BDF, Newton, dense LU with the exact Jacobian of the model; the solver goes on
/// from a re-initialisation at each dose, and outputs are its own interpolants.

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include <cmath>
#include <memory>
#include <stdexcept>

#include "problem.hpp"

namespace rivals {
namespace {

void require(int flag, const char* what) {
    if (flag < 0) throw std::runtime_error(std::string("CVODE: ") + what);
}

/// The system of one segment; the copies are because the model takes Eigen vectors.
struct System {
    const opiodyn::Model& model;
    State input, y, dydt;
    opiodyn::Jacobian J;
};

int derivative(sunrealtype t, N_Vector y, N_Vector dydt, void* data) {
    auto& system = *static_cast<System*>(data);
    const auto n = system.y.size();
    system.y = Eigen::Map<const State>(N_VGetArrayPointer(y), n);
    system.model.derivative(t, system.y, system.dydt);
    Eigen::Map<State>(N_VGetArrayPointer(dydt), n) = system.dydt + system.input;
    return 0;
}

int jacobian(sunrealtype t, N_Vector y, N_Vector, SUNMatrix J, void* data, N_Vector, N_Vector,
             N_Vector) {
    auto& system = *static_cast<System*>(data);
    const auto n = system.y.size();
    system.y = Eigen::Map<const State>(N_VGetArrayPointer(y), n);
    system.model.jacobian(t, system.y, system.J);
    Eigen::Map<Eigen::MatrixXd>(SUNDenseMatrix_Data(J), n, n) = system.J;
    return 0;
}

class Cvode {
public:
    Cvode(const Patient& patient, double rtol)
        : patient_(patient),
          system_{patient.model, State::Zero(n()), State(n()), State(n()),
                  opiodyn::Jacobian(n(), n())} {
        require(SUNContext_Create(SUN_COMM_NULL, &context_), "context");
        y_ = N_VNew_Serial(n(), context_);
        matrix_ = SUNDenseMatrix(n(), n(), context_);
        solver_ = SUNLinSol_Dense(y_, matrix_, context_);
        memory_ = CVodeCreate(CV_BDF, context_);
        Eigen::Map<State>(N_VGetArrayPointer(y_), n()) = patient.model.baseline();
        require(CVodeInit(memory_, &derivative, 0.0, y_), "init");
        require(CVodeSStolerances(memory_, rtol, 1e-3 * rtol), "tolerances");
        require(CVodeSetUserData(memory_, &system_), "data");
        require(CVodeSetLinearSolver(memory_, solver_, matrix_), "linear solver");
        require(CVodeSetJacFn(memory_, &jacobian), "Jacobian");
        require(CVodeSetMaxNumSteps(memory_, 10'000'000), "steps");
    }
    ~Cvode() {
        CVodeFree(&memory_);
        SUNLinSolFree(solver_);
        SUNMatDestroy(matrix_);
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
            State y = Eigen::Map<State>(N_VGetArrayPointer(y_), n());
            apply(segment, y);
            Eigen::Map<State>(N_VGetArrayPointer(y_), n()) = y;
            system_.input = input_of(segment, n());
            require(CVodeReInit(memory_, segment.begin, y_), "restart");
            const double end = std::min(segment.end, times.back());
            require(CVodeSetStopTime(memory_, end), "stop time");
            // An output at the end of a segment shows what comes after the dose there.
            const bool last = segment.end > times.back();
            for (; next < times.size() && (times[next] < end || last); ++next) {
                advance(times[next]);
                record(patient_, Eigen::Map<State>(N_VGetArrayPointer(y_), n()), solution,
                       static_cast<Eigen::Index>(next));
            }
            if (!last) advance(end);
        }
        return solution;
    }

private:
    opiodyn::Index n() const { return patient_.model.size(); }
    void advance(double t) {
        sunrealtype reached = 0.0;
        double now = 0.0;
        CVodeGetCurrentTime(memory_, &now);
        if (now == t) return;
        require(CVode(memory_, t, y_, &reached, CV_NORMAL), "step");
    }

    const Patient& patient_;
    System system_;
    SUNContext context_{};
    N_Vector y_{};
    SUNMatrix matrix_{};
    SUNLinearSolver solver_{};
    void* memory_{};
};

}  // namespace

Solution by_cvode(const Patient& patient, const std::vector<double>& times, double rtol) {
    return Cvode(patient, rtol).solve(times);
}

}  // namespace rivals
