"""Made-up raw results."""


def record(load, server, round_number=1, session="s", attempt=0, foreign=0.0, exit_status=0, stderr="", **result):
    return {"session": session, "load": load, "server": server, "round": round_number, "attempt": attempt,
            "foreign": foreign, "exit": exit_status, "stderr": stderr, "result": result}


def kv(server, round_number, rate, cpu, generator=0.5, load="kv-16", **more):
    return record(load, server, round_number, ops_per_sec=rate, server_cpu_us_per_op=cpu, p99_us=1000.0,
                  generator_cores_used=generator, **more)
