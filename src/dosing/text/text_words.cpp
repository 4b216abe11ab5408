#include <algorithm>
#include <iterator>

#include "dosing/text/text_words.hpp"
#include "foundations/words.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

/// Tells whether single letters have dots after them, as in "q.i.d." or "p.o".
bool has_dots(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool letter =
            (word[i] >= 'a' && word[i] <= 'z') || (word[i] >= 'A' && word[i] <= 'Z');
        if (i % 2 == 0 ? !letter : word[i] != '.') return false;
    }
    return word.size() > 2;
}

}  // namespace

std::string Word::folded() const {
    std::string word = lower(text);
    if (has_dots(text)) std::erase(word, '.');
    return word;
}

bool is_reserved(std::string_view word) {
    constexpr std::string_view reserved[] = {"then",     "reset", "set",
                                             "stimulus", "flare", "concentration"};
    return std::find(std::begin(reserved), std::end(reserved), lower(word)) != std::end(reserved);
}

Words::Words(std::string_view line) : line_(line) {
    constexpr char blank = ' ';
    for (std::size_t at = line_.find_first_not_of(blank); at != std::string_view::npos;) {
        const auto end = std::min(line_.find_first_of(blank, at), line_.size());
        const Word word{line_.substr(at, end - at), at};
        if (word.is("reduce") || word.is("then")) drop_comma();
        words_.push_back(word);
        at = line_.find_first_not_of(blank, end);
    }
}

/// Drops a comma, which may stand before "reduce" and "then", by itself or at the end of the word before.
void Words::drop_comma() {
    if (words_.empty() || words_.back().text.back() != ',') return;
    words_.back().text.remove_suffix(1);
    if (words_.back().text.empty()) words_.pop_back();
}

Word Words::peek(std::size_t ahead) const {
    const Word end{"", line_.size()};
    return next_ + ahead < words_.size() ? words_[next_ + ahead] : end;
}

Word Words::take(std::string_view expected) {
    if (at_end()) fail(peek(), "the text ends here; expected " + std::string(expected));
    return words_[next_++];
}

bool Words::accept(std::string_view word) {
    if (at_end() || !peek().is(word)) return false;
    ++next_;
    return true;
}

bool Words::accept_phrase(std::string_view phrase) {
    const auto words = split(std::string(phrase));
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!peek(i).is(words[i])) return false;
    next_ += words.size();
    return true;
}

void Words::fail(const Word& word, const std::string& rule) const {
    throw ParseError("regimen", std::string(line_), word.position, word.text.size(), rule);
}

}  // namespace opiodyn::detail
