// Boost.Asio's coroutines, where the compiler has them.
//
//   asio::awaitable<void> wait(tcp::socket& socket) {
//     co_await http::async_read(socket, buffer, response, asio::use_awaitable);
//   }
//
// Clang 14 compiles coroutines but does not say so in the macro that libstdc++ and Boost 1.74 look for, so that
// <coroutine> refuses to be included and Boost leaves awaitable out. docs/adr/0010 has the details. This header comes
// before every other one of Boost or <coroutine> in its file.
#pragma once

#if defined(__clang__)
#if !defined(__cpp_impl_coroutine)
#define __cpp_impl_coroutine 201902L
#endif
#if !defined(BOOST_ASIO_HAS_CO_AWAIT)
#define BOOST_ASIO_HAS_CO_AWAIT 1
#endif
#if !defined(BOOST_ASIO_HAS_STD_COROUTINE)
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#endif
#endif

// Boost 1.74 uses std::exchange without including what declares it: <utility> has to come first.
#include <utility>
// The includes are sorted up to here, and from here on.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
