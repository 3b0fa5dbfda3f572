package io.embedesk.examples.helpdesk;

import io.embedesk.AccessDeniedException;
import io.embedesk.EmbedeskException;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.StaleThreadException;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketNotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What the API says when it refuses: problem details (RFC 9457), with the desk's error code and every field that is wrong. */
@RestControllerAdvice(assignableTypes = TicketApi.class)
class ApiProblems {
    /** The version in an {@code If-Match}, which is what the {@code ETag} said. */
    static long version(String tag) {
        String number = tag.strip().replaceAll("^(W/)?\"|\"$", "");
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("If-Match", "'" + tag + "' is no ETag of a ticket");
        }
    }

    @ExceptionHandler
    ProblemDetail refused(EmbedeskException e, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(e, request), String.valueOf(e.getMessage()));
        problem.setProperty("code", e.code());
        if (e instanceof InvalidInputException invalid) {
            problem.setProperty("violations", invalid.violations());
        }
        return problem;
    }

    private static HttpStatus status(EmbedeskException e, HttpServletRequest request) {
        if (e instanceof InvalidInputException) {
            return HttpStatus.UNPROCESSABLE_CONTENT;
        }
        if (e instanceof TicketNotFoundException) {
            return HttpStatus.NOT_FOUND;
        }
        if (e instanceof TicketConflictException) {
            return request.getHeader("If-Match") == null ? HttpStatus.CONFLICT : HttpStatus.PRECONDITION_FAILED;
        }
        if (e instanceof StaleThreadException) {
            return HttpStatus.CONFLICT;
        }
        if (e instanceof RateLimitedException) {
            return HttpStatus.TOO_MANY_REQUESTS;
        }
        return e instanceof AccessDeniedException ? HttpStatus.FORBIDDEN : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    /** An id of another shape is the id of no ticket; a filter of another shape is a mistake. */
    @ExceptionHandler
    ProblemDetail notThere(MethodArgumentTypeMismatchException e) {
        boolean id = e.getName().equals("id") || e.getName().equals("attachment");
        return ProblemDetail.forStatusAndDetail(
                id ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST,
                "'" + e.getValue() + "' is not a value of " + e.getName());
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The body is not the JSON that is expected here");
    }
}
