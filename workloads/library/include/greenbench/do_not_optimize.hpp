// Keeps a compiler from leaving out work whose result nobody uses.
//
//   double sum = 0.0;
//   for (double number : numbers) sum += number;
//   greenbench::do_not_optimize(sum);   // the loop stays
#pragma once

#include <type_traits>

namespace greenbench {

/// Makes the compiler take it that `value`, and all memory that others can reach, is read and written here. It costs no
/// instruction but for bringing the value to a register or to memory.
template <class Value>
inline void do_not_optimize(Value& value) {
  if constexpr (std::is_const_v<Value>) {
    asm volatile("" : : "m"(value) : "memory");
  } else if constexpr (std::is_scalar_v<Value>) {
    asm volatile("" : "+m,r"(value) : : "memory");
  } else {
    asm volatile("" : "+m"(value) : : "memory");
  }
}

/// The same of a result that has no name.
template <class Value, class = std::enable_if_t<!std::is_lvalue_reference_v<Value>>>
inline void do_not_optimize(Value&& value) {
  do_not_optimize<Value>(value);
}

}  // namespace greenbench
