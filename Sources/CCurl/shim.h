#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

// libcurl's setters and getters are variadic, which Swift cannot call: one per type of value.

static inline CURLcode portico_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode portico_set_offset(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode portico_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode portico_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode portico_set_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

// Reads up to `size * count` bytes of what is sent into `buffer`.
typedef size_t (*portico_read)(char *buffer, size_t size, size_t count, void *context);
// Takes `size * count` bytes of what is received.
typedef size_t (*portico_write)(char *bytes, size_t size, size_t count, void *context);
// Opens the socket for an address that has been resolved, or refuses with CURL_SOCKET_BAD.
typedef curl_socket_t (*portico_open_socket)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode portico_set_reader(CURL *curl, portico_read reader, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, reader);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_READDATA, context);
}
static inline CURLcode portico_set_writer(CURL *curl, portico_write writer, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, writer);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_WRITEDATA, context);
}
static inline CURLcode portico_set_header_writer(CURL *curl, portico_write writer, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, writer);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_HEADERDATA, context);
}
static inline CURLcode portico_set_socket_opener(CURL *curl, portico_open_socket opener, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, context);
}
static inline CURLcode portico_get_number(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}
static inline CURLcode portico_get_offset(CURL *curl, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(curl, info, value);
}

// Says how far a transfer is; anything but 0 ends it.
typedef int (*portico_progress)(
    void *context, curl_off_t download, curl_off_t downloaded, curl_off_t upload, curl_off_t uploaded
);
// Goes to another place in what is sent; answers CURL_SEEKFUNC_OK or CURL_SEEKFUNC_FAIL.
typedef int (*portico_seek)(void *context, curl_off_t offset, int origin);

static inline CURLcode portico_set_progress(CURL *curl, portico_progress progress, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_XFERINFODATA, context);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}
static inline CURLcode portico_set_seeker(CURL *curl, portico_seek seeker, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, seeker);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_SEEKDATA, context);
}

// The IP address in 16 bytes, IPv4 as ::ffff:a.b.c.d; 0 when it is of another family.
static inline int portico_address_bytes(const struct curl_sockaddr *address, unsigned char bytes[16]) {
    if (address->family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)&address->addr;
        memset(bytes, 0, 10);
        memset(bytes + 10, 0xFF, 2);
        memcpy(bytes + 12, &four->sin_addr, 4);
        return 1;
    }
    if (address->family == AF_INET6) {
        memcpy(bytes, &((const struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
        return 1;
    }
    return 0;
}
static inline curl_socket_t portico_open(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Starts a thread that nobody joins and that takes no signals: TLS over a connection that the server has closed raises
// SIGPIPE, and what is sent to the process is for others to take. Answers 0, or why there is none.
static inline int portico_start_thread(void *(*body)(void *), void *context) {
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;
    if (pthread_attr_init(&attributes) != 0) return -1;
    pthread_attr_setstacksize(&attributes, 1 << 20);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failure = pthread_create(&thread, &attributes, body, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return failure;
}
