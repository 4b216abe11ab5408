#pragma once
/// A Reader reads what a run reports off a state, over any number type, like the equations.

#include <vector>

#include "equations/equations.hpp"
#include "opiodyn/equations/response.hpp"

namespace opiodyn::detail {

/// An Observation tells where a reported quantity comes from.
struct Observation {
    enum class Kind {
        state,
        concentration,
        occupancy,
        free,  // Kinds up to this one need pharmacokinetics and binding alone.
        tone,
        sigma,
        withdrawal,
        effect,
        ventilation,
        ogf,
        pain,  // Kinds from `tone` on need the response.
    };
    Kind kind{};
    /// This is a substance (concentration), an effect of the response (effect, ventilation), or a receptor of the
    /// equations.
    std::size_t group{};
    std::size_t site{};  ///< This is a ligand at that receptor.
    Index state{};

    bool operator==(const Observation&) const = default;
};

template <class T, class State>
class Reader {
public:
    using Number = NumberOf<T, State>;

    /// Reads off state y.
    Reader(const Equations<T>& equations, const State& y) : equations_(equations), y_(y) {}

    Number operator()(const Observation& o) const {
        using Kind = Observation::Kind;
        switch (o.kind) {
            case Kind::state:
                return Number(y_[o.state]);
            case Kind::concentration: {
                const auto& substance = equations_.substances[o.group];
                return Number(y_[substance.central] / substance.V1);
            }
            case Kind::free:
            case Kind::occupancy:
                return share(o);
            case Kind::tone:
                return tone(o.group);
            case Kind::sigma:
                return response::sigma(
                    Number(equations_.signal(o.group, y_).S() * efficacy(o.group)));
            case Kind::withdrawal:
                return withdrawal(o.group);
            case Kind::effect:
                return effect(o.group);
            case Kind::ventilation:
                return response::ventilation(effect(o.group));
            case Kind::ogf:
                return equations_.response.immune.front().relative_complex(y_);
            case Kind::pain: {
                const auto& immune = equations_.response.immune.front();
                return response::index(immune.pain, Number(y_[immune.kinetics.cytokine]));
            }
        }
        return Number(0.0);
    }

private:
    /// Returns the fraction of a receptor population that a ligand holds, or that is free.
    Number share(const Observation& o) const {
        const auto& receptor = equations_.receptors[o.group];
        if (o.kind == Observation::Kind::free)
            return Number(equations_.free(receptor, y_) / receptor.total(y_));
        const auto& site = receptor.sites[o.site];
        const Number bound = equations_.kinetic
                                 ? Number(y_[site.bound])
                                 : Number(site.ratio(y_) * equations_.free(receptor, y_));
        return Number(bound / receptor.total(y_));
    }

    /// Returns s_r of (10).
    Number tone(std::size_t r) const {
        return equations_.response.tones[r].relative(equations_.signal(r, y_).S());
    }

    /// Returns S' / S of (10a), which is 1 at a receptor that does not adapt.
    Number efficacy(std::size_t r) const {
        const auto* z = equations_.response.adaptation(r);
        if (z == nullptr) return Number(1.0);
        return response::efficacy(z->kinetics.gZ, Number(y_[z->kinetics.state]));
    }

    /// Returns E_k of (10b).
    Number effect(std::size_t k) const {
        const auto& [receptor, n, at_rest] = equations_.response.effects[k];
        const Number S = equations_.signal(receptor, y_).S() * efficacy(receptor);
        return response::effect(bounded_power(S, n), at_rest);
    }

    /// Returns W of (16).
    Number withdrawal(std::size_t r) const {
        const auto& z = *equations_.response.adaptation(r);
        return response::withdrawal(
            Number(y_[z.kinetics.state]),
            equations_.response.added_by_drugs(z, equations_.signal(r, y_), y_));
    }

    const Equations<T>& equations_;
    const State& y_;
};

}  // namespace opiodyn::detail
