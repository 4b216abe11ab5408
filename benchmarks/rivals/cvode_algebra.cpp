#include "cvode_algebra.hpp"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include <stdexcept>

#include "lanes/sparse_lu.hpp"

#ifdef OPIODYN_RIVALS_KLU
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>
#endif

namespace rivals {
namespace {

/// A WithMatrix owns what SUNDIALS has made.
class WithMatrix : public Newton {
public:
    ~WithMatrix() override {
        SUNLinSolFree(solver_);
        SUNMatDestroy(matrix_);
    }

protected:
    void tell(void* cvode) { require(CVodeSetLinearSolver(cvode, solver_, matrix_), "solver"); }
    SUNMatrix matrix_{};
    SUNLinearSolver solver_{};
};

class Dense : public WithMatrix {
public:
    void attach(void* cvode, N_Vector y, SUNContext context) override {
        matrix_ = SUNDenseMatrix(N_VGetLength(y), N_VGetLength(y), context);
        solver_ = SUNLinSol_Dense(y, matrix_, context);
        tell(cvode);
        require(CVodeSetJacFn(cvode, &jacobian), "Jacobian");
    }

private:
    static int jacobian(sunrealtype, N_Vector y, N_Vector, SUNMatrix J, void* user, N_Vector,
                        N_Vector, N_Vector) {
        const auto& found = static_cast<User*>(user)->system.jacobian(N_VGetArrayPointer(y));
        std::copy_n(found.data(), found.size(), SUNDenseMatrix_Data(J));
        return 0;
    }
};

/// An Element can be non-zero. Elements stand column by column, the diagonal included.
struct Element {
    Eigen::Index row, column;
};
std::vector<Element> elements(const opiodyn::Model& model) {
    std::vector<Element> found;
    for (Eigen::Index j = 0; j < model.size(); ++j)
        for (Eigen::Index i = 0; i < model.size(); ++i)
            if (i == j || model.jacobian_pattern()(i, j)) found.push_back({i, j});
    return found;
}

/// Solves with the elimination of our own lanes.
class Structured : public WithMatrix {
public:
    explicit Structured(const opiodyn::Model& model)
        : plan_(model.jacobian_pattern()),
          elements_(elements(model)),
          slots_(slots(elements_, plan_)),
          J_(elements_.size()),
          lu_(plan_),
          x_(static_cast<std::size_t>(model.size())) {}
    void attach(void* cvode, N_Vector, SUNContext context) override {
        matrix_ = SUNMatNewEmpty(context);
        matrix_->ops->getid = [](SUNMatrix) { return SUNMATRIX_CUSTOM; };
        solver_ = SUNLinSolNewEmpty(context);
        solver_->content = this;
        solver_->ops->gettype = [](SUNLinearSolver) { return SUNLINEARSOLVER_DIRECT; };
        solver_->ops->setup = [](SUNLinearSolver s, SUNMatrix) {
            return of(s).lu_.factorize() ? 0 : 1;
        };
        solver_->ops->solve = &solve;
        // They own nothing that is not ours.
        solver_->ops->free = [](SUNLinearSolver s) {
            s->content = nullptr;
            SUNLinSolFreeEmpty(s);
            return 0;
        };
        matrix_->ops->destroy = [](SUNMatrix A) { SUNMatFreeEmpty(A); };
        tell(cvode);
        require(CVodeSetLinSysFn(cvode, &assemble), "system");
    }

private:
    static Structured& of(SUNLinearSolver solver) {
        return *static_cast<Structured*>(solver->content);
    }
    /// Writes I - gamma J, with J of now or of before.
    static int assemble(sunrealtype, N_Vector y, N_Vector, SUNMatrix, sunbooleantype keep,
                        sunbooleantype* fresh, sunrealtype gamma, void* user, N_Vector, N_Vector,
                        N_Vector) {
        auto& [system, newton] = *static_cast<User*>(user);
        auto& self = static_cast<Structured&>(newton);
        *fresh = !keep;
        if (!keep) self.copy(system.jacobian(N_VGetArrayPointer(y)));
        double* const w = self.lu_.values();
        std::fill_n(w, self.plan_.slots, 0.0);
        for (std::size_t k = 0; k < self.J_.size(); ++k) w[self.slots_[k]] = -gamma * self.J_[k];
        for (const auto& pivot : self.plan_.pivots) w[pivot.slot] += 1.0;
        return 0;
    }
    void copy(const opiodyn::Jacobian& J) {
        for (std::size_t k = 0; k < J_.size(); ++k)
            J_[k] = J(elements_[k].row, elements_[k].column);
    }
    static int solve(SUNLinearSolver solver, SUNMatrix, N_Vector x, N_Vector b, sunrealtype) {
        auto& self = of(solver);
        const auto& order = self.plan_.order;
        const sunrealtype* const from = N_VGetArrayPointer(b);
        for (std::size_t k = 0; k < order.size(); ++k) self.x_[k] = from[order[k]];
        self.lu_.solve(self.x_.data());
        for (std::size_t k = 0; k < order.size(); ++k) N_VGetArrayPointer(x)[order[k]] = self.x_[k];
        return 0;
    }

    /// Returns where each element stands in the elimination.
    static std::vector<std::int32_t> slots(const std::vector<Element>& elements,
                                           const opiodyn::detail::EliminationPlan& plan) {
        std::vector<std::int32_t> place(plan.order.size()), found;
        for (std::size_t k = 0; k < place.size(); ++k)
            place[static_cast<std::size_t>(plan.order[k])] = static_cast<std::int32_t>(k);
        for (const auto& [row, column] : elements)
            found.push_back(plan.slot(place[static_cast<std::size_t>(row)],
                                      place[static_cast<std::size_t>(column)]));
        return found;
    }

    opiodyn::detail::EliminationPlan plan_;
    std::vector<Element> elements_;
    std::vector<std::int32_t> slots_;
    std::vector<double> J_;
    opiodyn::detail::SparseLU<double> lu_;
    std::vector<double> x_;
};

#ifdef OPIODYN_RIVALS_KLU
class Klu : public WithMatrix {
public:
    explicit Klu(const opiodyn::Model& model) : elements_(elements(model)) {}
    void attach(void* cvode, N_Vector y, SUNContext context) override {
        const auto n = N_VGetLength(y);
        matrix_ =
            SUNSparseMatrix(n, n, static_cast<sunindextype>(elements_.size()), CSC_MAT, context);
        structure(matrix_);
        solver_ = SUNLinSol_KLU(y, matrix_, context);
        tell(cvode);
        require(CVodeSetJacFn(cvode, &jacobian), "Jacobian");
    }

private:
    void structure(SUNMatrix A) const {
        auto* ends = SUNSparseMatrix_IndexPointers(A);
        ends[0] = 0;
        for (std::size_t k = 0; k < elements_.size(); ++k) {
            SUNSparseMatrix_IndexValues(A)[k] = elements_[k].row;
            ends[elements_[k].column + 1] = static_cast<sunindextype>(k + 1);
        }
    }
    static int jacobian(sunrealtype, N_Vector y, N_Vector, SUNMatrix A, void* user, N_Vector,
                        N_Vector, N_Vector) {
        auto& [system, newton] = *static_cast<User*>(user);
        const auto& self = static_cast<Klu&>(newton);
        const auto& J = system.jacobian(N_VGetArrayPointer(y));
        self.structure(A);
        for (std::size_t k = 0; k < self.elements_.size(); ++k)
            SUNSparseMatrix_Data(A)[k] = J(self.elements_[k].row, self.elements_[k].column);
        return 0;
    }
    std::vector<Element> elements_;
};
#endif

}  // namespace

void require(int flag, const char* what) {
    if (flag < 0) throw std::runtime_error(std::string("CVODE: ") + what);
}

bool available([[maybe_unused]] Algebra algebra) {
#ifdef OPIODYN_RIVALS_KLU
    return true;
#else
    return algebra != Algebra::klu;
#endif
}

std::unique_ptr<Newton> make_newton(Algebra algebra, const opiodyn::Model& model) {
    if (algebra == Algebra::structured) return std::make_unique<Structured>(model);
#ifdef OPIODYN_RIVALS_KLU
    if (algebra == Algebra::klu) return std::make_unique<Klu>(model);
#endif
    return std::make_unique<Dense>();
}

}  // namespace rivals
